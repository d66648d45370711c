import { carry } from '../../../src/engine/decide/carry.ts'
import { announced } from '../../../src/engine/decide/next-entry.ts'
import { PROTOCOL_RULES } from '../../../src/engine/decide/protocol-rules.ts'
import { recoveryStep } from '../../../src/engine/decide/recovery-step.ts'
import type { Behaviour, Bounds } from './behaviour.ts'

/** A run in which nothing may go wrong. */
export interface HoldingRun {
  readonly bounds: Partial<Bounds>
  readonly behaviour?: Partial<Behaviour>
  /** Everything that can be reached within the bounds; another number means that the protocol or the model is another one. */
  readonly states: number
}

export type Fault = 'DUPLICATE' | 'LOSS' | 'RESURRECTED' | 'STUCK'

/** A run with something taken away, and what then goes wrong. */
export interface BrokenRun {
  readonly what: string
  readonly bounds: Partial<Bounds>
  readonly behaviour: Partial<Behaviour>
  readonly fault: Fault
}

export const HOLDING: { readonly [name: string]: HoldingRun } = {
  'two workers': { bounds: {}, states: 8_633 },
  'writes that are stored for some partitions only': {
    bounds: { generations: 4, partialWrites: true },
    states: 35_009,
  },
  'several batches of a partition': { bounds: { offsets: 2 }, states: 71_597 },
  'a clock that stands still': { bounds: { offsets: 2, clock: 'stands', batches: 4, generations: 2 }, states: 33_349 },
  'objects that are moved away': { bounds: { moves: 2 }, states: 27_921 },
  'another destination': { bounds: { revisions: 2 }, states: 31_407 },
  'a topic that is recreated': { bounds: { topics: 2 }, states: 48_498 },
  'entries that expire': { bounds: { expiries: 2 }, states: 20_967 },
  'static members whose process is replaced': { bounds: { restarts: 2 }, states: 64_470 },
  'batches kept over a rebalance as the ledger names them': {
    bounds: { partitions: 1, offsets: 2, generations: 4, batches: 4 },
    behaviour: { keeps: 'what-the-ledger-names' },
    states: 2_570,
  },
  'batches of two partitions kept over a rebalance': {
    bounds: {},
    behaviour: { keeps: 'what-the-ledger-names' },
    states: 14_772,
  },
  'two batches of one worker at a time': { bounds: { offsets: 2, tasks: 2, generations: 2 }, states: 32_471 },
  'offsets without a record': { bounds: { partitions: 1, offsets: 3, empty: [1] }, states: 581 },
  'much at once': {
    bounds: { partialWrites: true, revisions: 2, restarts: 1, batches: 2 },
    states: 81_271,
  },
}

/** By the name of the file that keeps the counter-example. */
export const BROKEN: { readonly [file: string]: BrokenRun } = {
  'rule-1-created-before-announced': {
    what: 'rule 1: the object may be made before the announcement is acknowledged',
    bounds: { partitions: 1 },
    behaviour: { creates: 'at-once' },
    fault: 'DUPLICATE',
  },
  'rule-1-partial-announcement-counts': {
    what: 'rule 1: an announcement that was refused for one of its partitions counts',
    bounds: { partialWrites: true },
    behaviour: { rules: { ...PROTOCOL_RULES, classifyWrite: () => 'go-on' } },
    fault: 'DUPLICATE',
  },
  'rule-2-no-fence': {
    what: 'rule 2: writes are taken from anybody, as from a client that is not a member',
    bounds: { partitions: 1 },
    behaviour: { fence: 'none' },
    fault: 'DUPLICATE',
  },
  'rule-2-fenced-write-sent-again': {
    what: 'rule 2: a write that was refused is sent again as a member of the next generation',
    bounds: { partitions: 1 },
    behaviour: { whenFenced: 'send-again' },
    fault: 'DUPLICATE',
  },
  'rule-2-kept-batch-not-read-again': {
    what: 'rule 2: a batch goes on in the next generation without a look at the ledger',
    bounds: { partitions: 1, offsets: 2 },
    behaviour: { keeps: 'everything' },
    fault: 'DUPLICATE',
  },
  'rule-3-unknown-write-sent-again': {
    what: 'rule 3: a write whose answer does not come is sent again',
    bounds: { partitions: 1, workers: 1, offsets: 2 },
    behaviour: { whenUnknown: 'send-again' },
    fault: 'DUPLICATE',
  },
  'rule-4-proof-not-looked-at': {
    what: 'rule 4: recovery does not look at proofs',
    bounds: {},
    behaviour: {
      rules: {
        ...PROTOCOL_RULES,
        recoveryStep: (batch, entries) =>
          recoveryStep(
            batch,
            entries.map((entry) => entry && { ...entry, proof: [] }),
          ),
      },
    },
    fault: 'DUPLICATE',
  },
  'rule-4-proof-not-carried': {
    what: 'rule 4: a proof is forgotten with the next write',
    bounds: { offsets: 2 },
    behaviour: {
      rules: {
        ...PROTOCOL_RULES,
        carry: (entry, known, fresh) => carry(entry, { ...known, unsettled: new Set() }, fresh),
      },
    },
    fault: 'DUPLICATE',
  },
  'rule-4-complete-intent-dropped': {
    what: 'rule 4: an intent is dropped although its announcement is complete',
    bounds: { partitions: 1, workers: 1 },
    behaviour: {
      rules: {
        ...PROTOCOL_RULES,
        recoveryStep: (batch, entries) => (recoveryStep(batch, entries) === 'advance' ? 'advance' : 'drop'),
      },
    },
    fault: 'DUPLICATE',
  },
  'rule-4-store-as-evidence': {
    what: 'rule 4: recovery asks the store whether the object exists, not the ledger',
    bounds: { moves: 1 },
    behaviour: { evidence: 'store' },
    fault: 'DUPLICATE',
  },
  'rule-5-two-batches-of-a-partition': {
    what: 'rule 5: a partition is sealed again while a batch of it is in flight',
    bounds: { partitions: 1, workers: 1, offsets: 2, tasks: 2 },
    behaviour: {
      rules: { ...PROTOCOL_RULES, maySeal: () => true, announced: (entry, intent) => ({ ...entry, intent }) },
    },
    fault: 'LOSS',
  },
  'rule-6-any-process-of-the-generation': {
    what: 'rule 6: a write of a static member names its generation, and not its process',
    bounds: { partitions: 1, workers: 1, restarts: 2 },
    behaviour: { fence: 'generation' },
    fault: 'DUPLICATE',
  },
  'rule-7-records-counted-as-offsets': {
    what: 'rule 7: a range is taken to have as many offsets as records',
    bounds: { partitions: 1, workers: 1, offsets: 3, empty: [1] },
    behaviour: {
      rules: {
        ...PROTOCOL_RULES,
        announced: (entry, intent) => announced(entry, { ...intent, end: entry.end + intent.records }),
      },
    },
    fault: 'DUPLICATE',
  },
  'identity-newest-revision': {
    what: 'identity: recovery writes to where the newest settings say',
    bounds: { partitions: 1, workers: 1, revisions: 2 },
    behaviour: { rules: { ...PROTOCOL_RULES, revisionOf: (_intent, job) => job.current } },
    fault: 'DUPLICATE',
  },
  'identity-topic-by-name': {
    what: 'identity: records are read by the name of the topic',
    bounds: { partitions: 1, offsets: 2, topics: 2 },
    behaviour: { readsBy: 'name' },
    fault: 'LOSS',
  },
  'identity-absent-entry-starts-afresh': {
    what: 'identity: a partition whose entry is absent is read from its beginning',
    bounds: { partitions: 1, workers: 1, expiries: 1 },
    behaviour: { checkEntries: () => [] },
    fault: 'DUPLICATE',
  },
  'keys-repeat': {
    what: 'batch time: it is not later than that of the batch before',
    bounds: { partitions: 1, workers: 1, offsets: 2, batches: 4 },
    behaviour: { batchTime: () => 0 },
    fault: 'STUCK',
  },
  'keys-repeat-and-any-object-counts': {
    what: 'batch time: it is not later than that of the batch before, and any object at the key counts as ours',
    bounds: { partitions: 1, workers: 1, offsets: 2 },
    behaviour: { batchTime: () => 0, whenExists: 'take' },
    fault: 'LOSS',
  },
  'not-closable-moved-while-pending': {
    what: 'nothing is taken away: an object is moved while all partitions of its intent are pending',
    bounds: { partitions: 1, workers: 1, moves: 1, strict: true },
    behaviour: {},
    fault: 'RESURRECTED',
  },
}
