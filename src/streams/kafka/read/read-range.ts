import { RecordBatchError } from '../../../io/kafka/records/record-batch-error.ts'
import type { RecordSet } from '../../../io/kafka/records/record-set.ts'
import type { FetchPartitionResponse } from '../../../io/kafka/protocol/messages/fetch.ts'
import { linkedAbort } from '../../../lib/linked-abort.ts'
import type { RecordConsumer } from '../../../model/stream.ts'
import { notAllowed } from '../explain-failure.ts'
import { topicAbsent } from '../topic-absent.ts'
import { BrokerLink } from './broker-link.ts'
import { beyondEnd, explainRange, logBounds, truncated } from './explain-range.ts'
import { classifyAnswer, recordSet, withoutBatch } from './classify-answer.ts'
import type { Position } from './position.ts'
import type { ReadDeps } from './read-deps.ts'
import { unreadableBatch } from './unreadable-batch.ts'

const FETCH_BYTES = 4 * 1024 * 1024
/** The broker may wait so long for records that are there already, but not for everybody to be read yet. */
const WAIT = { maxWaitMs: 500, minBytes: 1 }

export interface RangeToRead {
  readonly position: Position
  /** Exclusive. */
  readonly end: number
  readonly consumer: RecordConsumer
}

/**
 * Reads one partition up to `end`; what retention removed is passed over. Rejects with DiagnosedError where the log is not the
 * one that was read before or ends too early, else with a plain error: then nothing is lost by reading the range again.
 */
export async function readRange(deps: ReadDeps, range: RangeToRead, signal: AbortSignal): Promise<void> {
  const { cluster, topic: identity } = deps
  const topic = await cluster.topic(identity.name, { signal, fresh: true })
  if (topic === undefined) throw topicAbsent(identity.name, { mayPass: true })
  identity.require(topic)
  const { partition } = range.position
  const leader = topic.partitions[partition]?.leader ?? -1
  if (leader < 0)
    throw new Error(`Cannot read partition ${partition} of the topic "${topic.name}": it has no leader now`)
  const link = new BrokerLink(deps, leader)
  const over = linkedAbort(signal)
  over.signal.addEventListener('abort', () => link.close(), { once: true })
  try {
    const maxBytes = Math.min(deps.fetchMaxBytes, FETCH_BYTES)
    let position: Position | undefined = range.position
    while (position !== undefined && position.offset < range.end) {
      signal.throwIfAborted()
      const [answer] = await link.fetch({ topic, positions: [position], maxBytes, wait: WAIT })
      if (answer === undefined) throw new Error(`Cannot read partition ${partition}: the broker answers nothing`)
      position = await take(deps, { ...range, position, answer }, signal)
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    over.release()
    link.close()
  }
}

interface RangeAnswer extends RangeToRead {
  readonly answer: FetchPartitionResponse
}

/** The next position, or nothing when the consumer has enough. */
async function take(deps: ReadDeps, asked: RangeAnswer, signal: AbortSignal): Promise<Position | undefined> {
  const { position, answer, end } = asked
  const answered = classifyAnswer(position, answer)
  switch (answered.answered) {
    case 'nothing':
      return requireMore(deps, asked, signal)
    case 'early':
    case 'recalled':
      return answered.next
    case 'diverged':
      throw truncated(deps, position, answered.end)
    case 'refused':
      if (answered.kind === 'forbidden') throw notAllowed(deps.topic.name)
      if (answered.kind === 'range') return passRemoved(deps, asked, signal)
      throw new Error(`Cannot fetch partition ${position.partition}: the broker answers ${answered.codeName}`)
    case 'records': {
      await deps.codecs.load(answered.survey.codecs)
      const { next } = answered
      const isStuck = next.offset === position.offset
      const until = isStuck ? end : Math.min(end, next.offset)
      const records = recordSet({ position, codecs: deps.codecs, end: until }, answer)
      if (isStuck) throw unreadable(deps, position, withoutBatch(records, position))
      return walk(deps, records, asked) ? next : undefined
    }
  }
}

function walk(deps: ReadDeps, records: RecordSet, { position, consumer }: RangeAnswer): boolean {
  try {
    return records.walk(consumer)
  } catch (error) {
    throw error instanceof RecordBatchError ? unreadable(deps, position, error) : error
  }
}

/** Retention may have removed the beginning: continues where the log begins. */
async function passRemoved(deps: ReadDeps, asked: RangeAnswer, signal: AbortSignal): Promise<Position> {
  const { position, end, consumer } = asked
  const { earliest } = await logBounds(deps, position.partition, signal)
  if (earliest <= position.offset) throw await explainRange(deps, position, signal)
  const offset = Math.min(earliest, end)
  consumer.pass(offset)
  return { ...position, offset }
}

/** A leader that was just elected may not yet know how far it may be read; one whose log is shorter lost records. */
async function requireMore(deps: ReadDeps, { position, end }: RangeAnswer, signal: AbortSignal): Promise<Position> {
  const { latest } = await logBounds(deps, position.partition, signal)
  if (latest < end) throw beyondEnd(deps, { ...position, offset: end }, latest)
  return position
}

function unreadable({ topic }: ReadDeps, { partition }: Position, error: RecordBatchError): Error {
  return unreadableBatch(topic.name, partition, error)
}
