import { KafkaResponseError } from '../../../io/kafka/errors.ts'
import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import type { OffsetFetchRequest, OffsetFetchResponse } from '../../../io/kafka/protocol/messages/offset-fetch.ts'
import type { LedgerEntries, LedgerEntry, OnForeign } from '../../../model/ledger.ts'
import { entryOf } from '../committed-entry.ts'
import { ForeignEntryError } from '../entry-text.ts'
import type { ForeignEntry } from './foreign-entries.ts'
import { foreignEntries } from './foreign-entries.ts'
import { groupProblem } from './group-problems.ts'
import type { GroupSettings } from './group-settings.ts'

/** Asks for entries; for all that the group has where no partitions are given. */
export function fetchRequest({ group, topic }: GroupSettings, partitions?: readonly number[]): OffsetFetchRequest {
  const topics = partitions === undefined ? undefined : [{ name: topic, partitionIndexes: partitions }]
  return { groupId: group, topics, requireStable: true }
}

/**
 * The entries of the topic in an answer, by partition ascending. Throws KafkaResponseError, or a DiagnosedError for what
 * only a person can mend; what is no entry is left out where it may be told.
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
