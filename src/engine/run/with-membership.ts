import type { Generation } from '../../model/ledger.ts'
import type { Reader, Stream, StreamDescription } from '../../model/stream.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { entriesToBegin } from '../decide/entries-to-begin.ts'
import { allPartitions, LedgerSession } from '../membership/ledger-session.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import { membershipLost, RejoinNeeded } from '../membership/rejoin-needed.ts'
import { StopRace } from '../stop-race.ts'
import { recover } from './recover.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { EntriesToCheck } from '../decide/check-entries.ts'
import type { Exporter } from '../exporter.ts'
import type { Membership } from '../membership/membership.ts'

export interface MembershipDeps {
  readonly exporter: Exporter
  readonly stream: Stream
  readonly reader: Reader
  readonly generation: Generation
  /** Of the ledger itself, besides the checks that no work may begin without. */
  readonly check: (found: EntriesToCheck) => readonly Diagnostic[]
}

/** Reads and checks the ledger and does `work` while the generation lasts. Rejects with RejoinNeeded when it was lost. */
export async function withMembership<T>(
  deps: MembershipDeps,
  work: (membership: Membership) => Promise<T>,
): Promise<T> {
  const { exporter, generation } = deps
  const stops = new StopRace(exporter.stops)
  stops.follow(generation.lost, () => ({ type: 'membership-lost', error: membershipLost(generation) }))
  try {
    await exporter.crashPoint('joined')
    return await work(await begin(deps, stops))
  } finally {
    stops.release()
  }
}

/** Ended by any reason to stop: nothing was read yet that could be delivered. */
async function begin(deps: MembershipDeps, stops: StopRace): Promise<Membership> {
  const { exporter, generation, reader } = deps
  const { topic, partitions: bounds } = await describe(deps, stops.drain)
  if (generation.partitions.some((partition) => partition >= bounds.length)) {
    throw new RejoinNeeded('partitions were added that cannot be seen yet', { fresh: false })
  }
  const ask = () => generation.read(allPartitions(bounds.length))
  const read = await retryUntilDone(exporter, { what: 'read the ledger', signal: stops.drain }, ask)
  const job = exporter.job()
  const diagnostics = deps.check({ job, topic, entries: read })
  if (diagnostics.length > 0) throw new DiagnosedError(diagnostics)
  const ledger = new LedgerSession(exporter, generation, { read, begin: entriesToBegin(job, read, bounds) })
  await recover({ exporter, reader, ledger, bounds, stops, signal: stops.drain })
  assign(reader, ledger, generation.partitions)
  return { exporter, reader, ledger, bounds, stops, signal: stops.abandon }
}

function describe({ exporter, stream }: MembershipDeps, signal: AbortSignal): Promise<StreamDescription> {
  const look = () => exporter.startWithinLimit(signal, () => stream.describe(signal))
  return retryUntilDone(exporter, { what: 'describe the stream', signal }, look)
}

function assign(reader: Reader, ledger: LedgerSession, partitions: readonly number[]): void {
  reader.assign(new Map(partitions.map((partition) => [partition, ledger.entry(partition)])))
}
