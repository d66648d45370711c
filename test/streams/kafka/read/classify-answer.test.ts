import test from 'ava'
import type { FetchPartitionResponse } from '../../../../src/io/kafka/protocol/messages/fetch.ts'
import { classifyAnswer } from '../../../../src/streams/kafka/read/classify-answer.ts'
import type { Position } from '../../../../src/streams/kafka/read/position.ts'
import { buildBatch } from '../../../io/kafka/records/build-batch.ts'

const POSITION: Position = { partition: 0, offset: 10, epoch: 3 }

/** Two batches of ten records each, from offset 10 on. */
function answer(highWatermark: number): FetchPartitionResponse {
  return {
    partitionIndex: 0,
    errorCode: 0,
    highWatermark,
    lastStableOffset: highWatermark,
    logStartOffset: 0,
    divergingEpoch: undefined,
    currentLeader: undefined,
    abortedTransactions: [],
    preferredReadReplica: -1,
    records: Buffer.concat([batch(10), batch(20)]),
  }
}

function batch(firstOffset: number): Buffer {
  return buildBatch({ firstOffset, records: [{ delta: 0, value: 'a' }], lastDelta: 9, codec: 0, headers: 0 })
}

function nextOf(position: Position, highWatermark: number): unknown {
  const found = classifyAnswer(position, answer(highWatermark))
  return [found.answered, 'next' in found ? found.next : undefined]
}

test('an answer whose records all may be read moves the position behind them', (t) => {
  t.deepEqual(nextOf(POSITION, 30), ['records', { partition: 0, offset: 30, epoch: 0 }])
})

test('records that were appended while the broker answered are left for the next fetch', (t) => {
  t.deepEqual(nextOf(POSITION, 29), ['records', { partition: 0, offset: 20, epoch: 0 }])
  t.deepEqual(nextOf(POSITION, 15), ['early', { ...POSITION, early: 1 }])
})

test('an offset that stays beyond what may be read is handed on, to be found damaged', (t) => {
  t.deepEqual(nextOf({ ...POSITION, early: 2 }, 15), ['early', { ...POSITION, early: 3 }])
  t.deepEqual(nextOf({ ...POSITION, early: 3 }, 15), ['records', { partition: 0, offset: 30, epoch: 0 }])
})
