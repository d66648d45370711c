import test from 'ava'
import {
  readAssignment,
  readSubscription,
  writeAssignment,
  writeSubscription,
} from '../../../../src/streams/kafka/group/consumer-protocol.ts'

const subscription = { topic: 'demo', owned: [0, 3, 9_999], generation: 7, partitions: 12 }

test('a subscription is read as it was written', (t) => {
  t.deepEqual(readSubscription(writeSubscription(subscription)), subscription)
  const first = { topic: 'demo', owned: [], generation: -1, partitions: 0 }
  t.deepEqual(readSubscription(writeSubscription(first)), first)
})

test('a subscription has the bytes of the consumer protocol, version 2', (t) => {
  const written = writeSubscription({ topic: 'ab', owned: [5], generation: 1, partitions: 8 })
  t.is(
    written.toString('hex'),
    ['0002', '00000001', '00026162', '00000001', '38', '00000001', '00026162', '00000001', '00000005', '00000001'].join(
      '',
    ),
  )
})

test('a subscription of version 0 owns nothing', (t) => {
  const data = Buffer.from(['0000', '00000001', '00026162', 'ffffffff'].join(''), 'hex')
  t.deepEqual(readSubscription(data), { topic: 'ab', owned: [], generation: -1, partitions: 0 })
})

test('an assignment is read as it was written, and an empty one is none', (t) => {
  const written = writeAssignment('demo', { partitions: [4, 1], partitionCount: 6 })
  t.deepEqual(readAssignment(written, 'demo'), { partitions: [1, 4], partitionCount: 6 })
  t.deepEqual(readAssignment(written, 'other'), { partitions: [], partitionCount: 6 })
  t.deepEqual(readAssignment(Buffer.alloc(0), 'demo'), { partitions: [], partitionCount: 0 })
})

test('what is cut short is an error', (t) => {
  const whole = writeSubscription(subscription)
  for (let length = 0; length < whole.length; length++) t.throws(() => readSubscription(whole.subarray(0, length)))
})
