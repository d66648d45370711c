import { KafkaResponseError } from '../../../io/kafka/errors.ts'
import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import type { OffsetFetchRequest, OffsetFetchResponse } from '../../../io/kafka/protocol/messages/offset-fetch.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import type { LedgerEntries, LedgerEntry, OnForeign } from '../../../model/ledger.ts'
import { entryOf } from '../committed-entry.ts'
import { ForeignEntryError } from '../entry-text.ts'
import { ENTRY_FOREIGN } from './diagnostics.ts'
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
  const ours = response.topics.filter(({ name }) => name === settings.topic).flatMap(({ partitions }) => partitions)
  for (const { partitionIndex, committedOffset, metadata = '', errorCode } of ours) {
    throwFailure(errorCode, settings)
    if (committedOffset < 0) continue
    const entry = readEntry({ partition: partitionIndex, committedOffset, metadata }, settings, onForeign)
    if (entry !== undefined) found.set(partitionIndex, entry)
  }
  return new Map([...found].toSorted(([a], [b]) => a - b))
}

function throwFailure(code: number, settings: GroupSettings): void {
  if (code === KAFKA_ERROR.NONE) return
  const problem = groupProblem(code, settings)
  if (problem !== undefined) throw problem
  const codeName = errorName(code)
  throw new KafkaResponseError({ code, codeName }, `Cannot read the entries of group "${settings.group}": ${codeName}`)
}

function readEntry(
  at: { readonly partition: number; readonly committedOffset: number; readonly metadata: string },
  { group, topic }: GroupSettings,
  onForeign: OnForeign | undefined,
): LedgerEntry | undefined {
  try {
    return entryOf({ committedOffset: at.committedOffset, committedMetadata: at.metadata })
  } catch (error) {
    if (!(error instanceof ForeignEntryError)) throw error
    if (onForeign !== undefined && !error.isNewer) {
      onForeign(at.partition, `offset ${at.committedOffset}: ${error.message}`)
      return undefined
    }
    const detail = `The offset ${at.committedOffset} that the consumer group "${group}" has committed for partition ${at.partition} of "${topic}" is not an entry of the ledger: ${error.message}. ${error.isNewer ? 'Run that version.' : 'If no other program uses this group, "strmctl repair" writes the positions again from the objects; else give the exporter a group of its own.'}`
    throw new DiagnosedError([diagnose(ENTRY_FOREIGN, { detail })], { cause: error })
  }
}
