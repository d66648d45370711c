import { diagnose } from '../../../model/diagnostic.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import type { LedgerEntries, LedgerEntry, WriteOutcome } from '../../../model/ledger.ts'
import { writeEntryText } from '../entry-text.ts'
import { CoordinatorLink } from './coordinator-link.ts'
import { GROUP_IN_USE, OUTCOME_UNKNOWN } from './diagnostics.ts'
import type { GroupAdminDeps } from './group-admin.ts'
import { GroupMember } from './group-member.ts'
import { KafkaGeneration } from './kafka-generation.ts'

export interface RestoreRequest {
  readonly entries: LedgerEntries
  readonly before: LedgerEntries
  readonly signal: AbortSignal
}

/**
 * Writes entries as the only member of the group: whoever joined and wrote after our look at what is there has made a new
 * generation, so that our one write is refused. (From outside, a member that came and went between the look and the write
 * would be overwritten.) The caller has seen that the group is empty. Not for static members: they stay when they leave.
 */
export async function restoreEntries(deps: GroupAdminDeps, request: RestoreRequest): Promise<void> {
  const { settings } = deps
  const link = new CoordinatorLink(deps.cluster, settings.group)
  const member = new GroupMember(settings, { ...deps, link })
  let problem: Error | undefined
  try {
    const joined = await member.join({ signal: request.signal })
    const countPartitions = (signal: AbortSignal) => member.countPartitions(signal)
    const onProblem = (found: Error) => (problem ??= found)
    const generation = new KafkaGeneration({ ...deps, joined, link, countPartitions, onProblem })
    try {
      const outcome = await writeWhereUnmoved(generation, settings.group, request)
      if (outcome !== 'written') throw problem ?? failure(outcome, settings.group)
    } finally {
      await generation.end('the positions are written')
    }
  } finally {
    await member.leave('the positions are written').catch(() => undefined) // Else the session time-out does it.
    link.disconnect()
  }
}

async function writeWhereUnmoved(
  generation: KafkaGeneration,
  group: string,
  { entries, before }: RestoreRequest,
): Promise<WriteOutcome> {
  const isAlone = [...entries.keys()].every((partition) => generation.partitions.includes(partition))
  // What nobody may read was shown as such.
  if (!isAlone || !isUnmoved(await generation.readAll(() => undefined), before)) throw moved(group)
  return generation.write(entries)
}

function isUnmoved(present: LedgerEntries, before: LedgerEntries): boolean {
  return (
    present.size === before.size && [...present].every(([partition, entry]) => isSame(entry, before.get(partition)))
  )
}

function isSame(a: LedgerEntry, b: LedgerEntry | undefined): boolean {
  return b !== undefined && a.offset === b.offset && writeEntryText(a) === writeEntryText(b)
}

function failure(outcome: WriteOutcome, group: string): DiagnosedError {
  if (outcome !== 'unknown') return moved(group)
  const detail = `The brokers did not answer whether the positions were written into the consumer group "${group}". Run this command again: it shows what is there.`
  return new DiagnosedError([diagnose(OUTCOME_UNKNOWN, { detail })])
}

function moved(group: string): DiagnosedError {
  const detail = `Somebody joined the consumer group "${group}", or its positions changed since they were shown, so nothing was written. Stop the exporter and run this command again.`
  return new DiagnosedError([diagnose(GROUP_IN_USE, { detail })])
}
