import { KafkaResponseError } from '../../../io/kafka/errors.ts'
import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import type { OffsetFetchRequest, OffsetFetchResponse } from '../../../io/kafka/protocol/messages/offset-fetch.ts'
import type { LedgerEntries, LedgerEntry, OnForeign } from '../../../model/ledger.ts'
import { entryOf } from '../committed-entry.ts'
import { ForeignEntryError } from '../entry-text.ts'
import { groupProblem } from './group-problems.ts'
import type { GroupSettings } from './group-settings.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { ENTRY_FOREIGN } from './diagnostics.ts'

/** Asks for entries; for all that the group has where no partitions are given. */
export function fetchRequest({ group, topic }: GroupSettings, partitions?: readonly number[]): OffsetFetchRequest {
  const topics = partitions === undefined ? undefined : [{ name: topic, partitionIndexes: partitions }]
  return { groupId: group, topics, requireStable: true }
}

/**
 * The entries of the topic in an answer, by partition ascending. Throws KafkaResponseError, or a DiagnosedError for what
 * only a person can mend; an offset that is not an entry is left out and reported to `onForeign` where given.
 */
export function fetchedEntries(
  response: OffsetFetchResponse,
  settings: GroupSettings,
  onForeign?: OnForeign,
): LedgerEntries {
  throwFailure(response.errorCode, settings)
  const found = new Map<number, LedgerEntry>()
  const foreign: ForeignEntry[] = []
  const ours = response.topics
    .filter(({ name }) => name === settings.topic)
    .flatMap(({ partitions }) => partitions)
    .toSorted((a, b) => a.partitionIndex - b.partitionIndex)
  for (const { partitionIndex: partition, committedOffset: offset, metadata = '', errorCode } of ours) {
    throwFailure(errorCode, settings)
    if (offset < 0) continue
    const entry = readEntry(offset, metadata)
    if (!(entry instanceof ForeignEntryError)) found.set(partition, entry)
    else if (onForeign === undefined || entry.isNewer) foreign.push({ partition, offset, why: entry })
    else onForeign(partition, `offset ${offset}: ${entry.message}`)
  }
  if (foreign.length > 0) throw foreignEntries(foreign, settings)
  return found
}

function throwFailure(code: number, settings: GroupSettings): void {
  if (code === KAFKA_ERROR.NONE) return
  const problem = groupProblem(code, settings)
  if (problem !== undefined) throw problem
  const codeName = errorName(code)
  throw new KafkaResponseError({ code, codeName }, `Cannot read the entries of group "${settings.group}": ${codeName}`)
}

function readEntry(committedOffset: number, committedMetadata: string): LedgerEntry | ForeignEntryError {
  try {
    return entryOf({ committedOffset, committedMetadata })
  } catch (error) {
    if (error instanceof ForeignEntryError) return error
    throw error
  }
}

/** A committed offset that is no entry. */
interface ForeignEntry {
  readonly partition: number
  readonly offset: number
  readonly why: ForeignEntryError
}

/** All of them at once: which partitions, what is there, and what to do. */
function foreignEntries(
  found: readonly ForeignEntry[],
  { group, topic }: Pick<GroupSettings, 'group' | 'topic'>,
): DiagnosedError {
  const reasons = [...new Set(found.map(({ why }) => why.message))].map((reason) => {
    const places = found.filter(({ why }) => why.message === reason)
    const each = places.map(({ partition, offset }) => `offset ${offset} of partition ${partition}`)
    return `${each.join(', ')}: ${reason}`
  })
  const remedy = found.some(({ why }) => why.isNewer)
    ? 'Run that version.'
    : 'If no other program uses this group, "strmctl repair" rebuilds the positions from the objects; otherwise give the exporter its own group.'
  const detail = `What the consumer group "${group}" has committed for "${topic}" is not all from this ledger. Not an entry: ${reasons.join('; ')}. ${remedy}`
  return new DiagnosedError([diagnose(ENTRY_FOREIGN, { detail })], { cause: found[0]?.why })
}
