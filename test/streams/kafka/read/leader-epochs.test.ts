import test from 'ava'
import { epochBefore, surveyBatches } from '../../../../src/io/kafka/records/survey-batches.ts'
import { Codecs } from '../../../../src/io/kafka/records/codecs.ts'
import { RecordSet } from '../../../../src/io/kafka/records/record-set.ts'
import { FetchedRecords } from '../../../../src/streams/kafka/read/fetched-records.ts'
import { buildBatch } from '../../../io/kafka/records/build-batch.ts'

/** Ten records from an offset on, as the leader of an epoch appended them. */
function batch(firstOffset: number, leaderEpoch: number): Buffer {
  const records = Array.from({ length: 10 }, (_, delta) => ({ delta, value: 'a' }))
  const bytes = buildBatch({ firstOffset, records, lastDelta: 9, codec: 0, headers: 0 })
  bytes.writeInt32BE(leaderEpoch, 12)
  return bytes
}

const answer = Buffer.concat([batch(10, 3), batch(20, 3), batch(32, 5)])

test('the epoch of a position is the one of the record before it, also behind a gap', (t) => {
  const survey = surveyBatches(answer, 10)
  t.deepEqual(survey.epochs, [
    { from: 10, leaderEpoch: 3 },
    { from: 32, leaderEpoch: 5 },
  ])
  t.deepEqual(
    [10, 11, 20, 30, 32, 33, 42].map((position) => epochBefore(position, survey)),
    [-1, 3, 3, 3, 3, 5, 5],
  )
})

test('records that are taken in part tell the epoch of what was taken, and so does a fork of them', (t) => {
  const fetched = new FetchedRecords({
    partition: 0,
    begin: 10,
    end: 42,
    bytes: answer.length,
    survey: surveyBatches(answer, 10),
    recordsFrom: (begin) => new RecordSet({ bytes: answer, begin, aborted: [], codecs: new Codecs() }),
    explain: (error) => t.fail(error.message),
    onRelease: () => undefined,
    onUnreadable: () => undefined,
  })
  let position = 0
  const until = (last: number) => ({
    take: (...[, , , offset, next]: Parameters<Parameters<typeof fetched.decode>[0]['take']>) => {
      if (offset >= last) return false
      position = next
      return true
    },
    reject: () => true,
    pass: (next: number) => void (position = next),
  })
  t.false(fetched.decode(until(25)))
  t.deepEqual([position, fetched.logAt(position)], [25, '3'])
  const fork = fetched.fork(25)
  t.true(fork.decode(until(100)))
  t.deepEqual([position, fork.logAt?.(position)], [42, '5'])
})
