import type { Generation, Intent, Ledger, LedgerEntries, LedgerEntry, WriteOutcome } from '../../../src/model/ledger.ts'
import { batchObjects } from '../../../src/engine/decide/batch-objects.ts'
import { carry } from '../../../src/engine/decide/carry.ts'
import { announced } from '../../../src/engine/decide/next-entry.ts'
import { recoveryStep } from '../../../src/engine/decide/recovery-step.ts'
import type { Mutation } from './mutation.ts'

/** Each rule of engine/PROTOCOL.md that this engine can break, taken away. The simulation must find every one. */
export const MUTATIONS: { readonly [what: string]: Mutation } = {
  'rule 1: an announcement refused for one of its partitions counts': { wrapLedger: countsPartialWrites },
  'rule 1: objects are made before the announcement is acknowledged': { wrapLedger: doesNotWait },
  'rule 2: a fenced write is sent again under the new generation': { wrapLedger: sendsFencedAgain },
  'rule 3: a write of unknown outcome is sent again': { wrapLedger: sendsUnknownAgain },
  'rule 4: an intent is dropped although it is complete': {
    rules: { recoveryStep: (batch, entries) => (recoveryStep(batch, entries) === 'advance' ? 'advance' : 'drop') },
  },
  'evidence: proofs are not looked at': {
    rules: { recoveryStep: (batch, entries) => recoveryStep(batch, entries.map(withoutProof)) },
  },
  'evidence: a proof is forgotten with the next write': {
    rules: { carry: (entry, known, fresh) => carry(entry, { ...known, unsettled: new Set() }, fresh) },
  },
  'rule 5: a partition is sealed again while it is in flight': {
    rules: { maySeal: () => true, announced: (entry, intent) => ({ ...entry, intent }) },
  },
  'rule 6: a member joins under the id that it had, or that the process before it had': {
    membership: { idToJoinWith: (last) => last },
  },
  'rule 6: a write carries its generation and nothing that tells its process': { membership: { namesMember: false } },
  'rule 6: a process whose instance id another one took joins again': { membership: { endsWhenTaken: false } },
  'rule 7: records of open and of aborted transactions are read': {
    reading: { readableEnd: ({ end }) => end, skipsAborted: false },
  },
  'rule 7: "latest" is the high watermark': { reading: { latest: ({ end }) => end } },
  'rule 7: a range is taken to have as many offsets as records': {
    rules: { announced: (entry, intent) => announced(entry, { ...intent, end: entry.end + countOf(intent) }) },
  },
  'rule 8: the epoch of the log is not committed': {
    rules: { carry: (entry, known, fresh) => withoutLog(carry(entry, known, fresh)) },
  },
  'rule 8: a position is not compared with the log': { reading: { checksPositions: false } },
  'rule 8: a roll-forward does not compare its range with the log': { reading: { checksRanges: false } },
  'rule 9: a roll-forward does not compare what it read': { rules: { isIncomplete: () => false } },
  'dead letters: the object with the events is made first': {
    rules: { batchObjects: (parts) => batchObjects(parts).toReversed() },
  },
  'dead letters: the ledger advances without their object': {
    rules: { batchObjects: (parts) => batchObjects(parts).filter((role) => role !== 'dead-letters') },
  },
  'revisions: recovery builds with the newest settings': { rules: { revisionOf: (_intent, job) => job.current } },
}

function withoutProof<Entry extends { readonly proof: readonly string[] } | undefined>(entry: Entry): Entry {
  return entry === undefined ? entry : { ...entry, proof: [] }
}

function countOf({ records, skipped, rejected }: Intent): number {
  return records + skipped + (rejected?.records ?? 0)
}

function withoutLog({ intent, ...entry }: LedgerEntry): LedgerEntry {
  const rest = unlogged(entry)
  return intent === undefined ? rest : { ...rest, intent: unlogged(intent) }
}

function unlogged<Logged extends { readonly log?: string }>({ log: _, ...rest }: Logged): Omit<Logged, 'log'> {
  return rest
}

type Wrap = (generation: Generation) => Pick<Generation, 'write'>

function wrapGenerations(ledger: Ledger, wrap: Wrap): Ledger {
  return {
    leave: () => ledger.leave(),
    join: async (options) => {
      const generation = await ledger.join(options)
      const { partitions, lost } = generation
      return {
        partitions,
        lost,
        read: (wanted) => generation.read(wanted),
        heartbeat: () => generation.heartbeat(),
        ...wrap(generation),
      }
    },
  }
}

/** Takes one success among the partitions for all of them. */
function countsPartialWrites(ledger: Ledger): Ledger {
  return wrapGenerations(ledger, (generation) => ({
    write: async (entries) => {
      const outcome = await generation.write(entries)
      if (outcome !== 'fenced' || generation.lost.aborted) return outcome
      const now = await generation.read([...entries.keys()]).catch(() => new Map())
      return [...entries].some(([partition, entry]) => now.get(partition) === entry) ? 'written' : 'fenced'
    },
  }))
}

function doesNotWait(ledger: Ledger): Ledger {
  return wrapGenerations(ledger, (generation) => ({
    write: (entries) => {
      void generation.write(entries)
      return Promise.resolve<WriteOutcome>('written')
    },
  }))
}

function sendsFencedAgain(ledger: Ledger): Ledger {
  let fenced: LedgerEntries | undefined
  return wrapGenerations(ledger, (generation) => {
    if (fenced !== undefined) void generation.write(fenced)
    fenced = undefined
    return {
      write: async (entries) => {
        const outcome = await generation.write(entries)
        if (outcome === 'fenced') fenced = entries
        return outcome
      },
    }
  })
}

function sendsUnknownAgain(ledger: Ledger): Ledger {
  return wrapGenerations(ledger, (generation) => ({
    write: async (entries) => {
      for (;;) {
        const outcome = await generation.write(entries)
        if (outcome !== 'unknown') return outcome
      }
    },
  }))
}
