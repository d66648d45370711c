import type { ExportJob, Revision } from '../../../src/model/export-job.ts'
import type { ProtocolRules } from '../../../src/engine/decide/protocol-rules.ts'
import { batchTime } from '../../../src/engine/decide/batch-time.ts'
import { checkEntries } from '../../../src/engine/decide/check-entries.ts'
import { PROTOCOL_RULES } from '../../../src/engine/decide/protocol-rules.ts'

/** How far the exploration goes. */
export interface Bounds {
  readonly partitions: number
  readonly workers: number
  /** Offsets of each partition. */
  readonly offsets: number
  /** Offsets that hold no record, such as control batches. */
  readonly empty: readonly number[]
  readonly generations: number
  readonly batches: number
  /** Batches of one worker at the same time. */
  readonly tasks: number
  /** Whether a batch that is closed later has a later time by the clock, too. */
  readonly clock: 'moves' | 'stands'
  /** A write may be stored for some of its partitions and refused for the others. */
  readonly partialWrites: boolean
  /** Times that a process of a static member is replaced within its generation. */
  readonly restarts: number
  /** Objects that somebody else moves or deletes. */
  readonly moves: number
  readonly revisions: number
  /** Entries that expire while the group has no member. */
  readonly expiries: number
  /** Incarnations of the topic. */
  readonly topics: number
  /** An object that is made again after it was moved is a fault too. */
  readonly strict: boolean
}

export const BOUNDS: Bounds = {
  partitions: 2,
  workers: 2,
  offsets: 1,
  empty: [],
  generations: 3,
  batches: 3,
  tasks: 1,
  clock: 'moves',
  partialWrites: false,
  restarts: 0,
  moves: 0,
  revisions: 1,
  expiries: 0,
  topics: 1,
  strict: false,
}

/** What workers, ledger and store do. The decisions are the engine's own; around them the protocol as PROTOCOL.md has it. */
export interface Behaviour {
  readonly rules: Pick<
    ProtocolRules,
    'classifyWrite' | 'recoveryStep' | 'maySeal' | 'announced' | 'revisionOf' | 'carry' | 'dropped'
  >
  readonly batchTime: typeof batchTime
  readonly checkEntries: typeof checkEntries
  /** What a write has to prove to be taken: that its process is a member of this generation, that the generation is this one, or nothing. */
  readonly fence: 'process' | 'generation' | 'none'
  /** When an object may be made. */
  readonly creates: 'when-announced' | 'at-once'
  /** After a write that was refused because there is a newer generation. */
  readonly whenFenced: 'recover' | 'send-again'
  /** After a write whose answer does not come. */
  readonly whenUnknown: 'leave' | 'send-again'
  /** Whether an object that is at the key already has to be of our batch. */
  readonly whenExists: 'check' | 'take'
  /** What of a batch in flight goes on in the next generation: nothing, the partitions whose entry still names it, or all. */
  readonly keeps: 'nothing' | 'what-the-ledger-names' | 'everything'
  /** What recovery looks at. */
  readonly evidence: 'ledger' | 'store'
  /** Records are read by the topic's id, or by its name. */
  readonly readsBy: 'id' | 'name'
}

export const BEHAVIOUR: Behaviour = {
  rules: PROTOCOL_RULES,
  batchTime,
  checkEntries,
  fence: 'process',
  creates: 'when-announced',
  whenFenced: 'recover',
  whenUnknown: 'leave',
  whenExists: 'check',
  keeps: 'nothing',
  evidence: 'ledger',
  readsBy: 'id',
}

/** The exporter as the state has it, when its newest revision is this one. Each revision has a place of its own. */
export function jobAt(newest: number): ExportJob {
  const revisions = new Map(Array.from({ length: newest + 1 }, (_, number) => [number, revision(number)]))
  return {
    address: 'batch_exporter.model',
    name: 'model',
    uid: 'uid',
    group: 'group',
    stream: { address: 'stream.model', variant: 'model', settings: {} },
    topic: topicId(0),
    intervalMs: 1,
    maxObjectBytes: 1,
    maxObjectRecords: 0,
    current: revision(newest),
    revisions,
  }
}

export function topicId(incarnation: number): string {
  return `topic-${incarnation}`
}

function revision(number: number): Revision {
  return {
    revision: number,
    connector: { address: `data_connector.${number}`, variant: 'model', settings: {} },
    streamName: 'model',
    pathPrefix: '',
    onInvalidRecord: 'fail',
    deadLetterPrefix: 'dead-letters',
    format: 'jsonl',
    compression: 'none',
    decoder: 'raw',
  }
}
