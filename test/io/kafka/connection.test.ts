import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import type { KafkaConnection } from '../../../src/io/kafka/connection.ts'
import { parseAddress } from '../../../src/io/kafka/broker-address.ts'
import { KafkaConnectError, KafkaLostError } from '../../../src/io/kafka/errors.ts'
import { openConnection } from '../../../src/io/kafka/open-connection.ts'
import { HEARTBEAT } from '../../../src/io/kafka/protocol/messages/heartbeat.ts'
import { METADATA } from '../../../src/io/kafka/protocol/messages/metadata.ts'
import { WireWriter } from '../../../src/io/kafka/protocol/wire-writer.ts'
import { answerTo, fakeBroker, speaking } from './fake-broker.ts'
import type { Behaviour, SeenRequest } from './fake-broker.ts'

const OPTIONS = { clientId: 'test', requestTimeoutMs: 60_000, connectTimeoutMs: 60_000 }
const SPOKEN = [
  [18, 0, 3],
  [12, 0, 4],
] as const
const BEAT = { groupId: 'g', generationId: 1, memberId: 'm', groupInstanceId: undefined }

/** The answer to a heartbeat: its error code tells answers apart. */
function beat(errorCode: number): Buffer {
  return new WireWriter().int32(0).int16(errorCode).noTags().finish()
}

function open(address: string, options: Partial<typeof OPTIONS> = {}): Promise<KafkaConnection> {
  return openConnection(parseAddress(address), { ...OPTIONS, ...options }, new AbortController().signal)
}

async function connected(t: ExecutionContext, behaviour: Behaviour): Promise<KafkaConnection> {
  const { address } = await fakeBroker(t, speaking(SPOKEN, behaviour))
  const connection = await open(address)
  t.teardown(() => connection.close())
  return connection
}

test('request() sends several before the first answer, and each gets its own', async (t) => {
  const seen: SeenRequest[] = []
  const connection = await connected(t, (request, socket) => {
    seen.push(request)
    if (seen.length === 3) socket.write(Buffer.concat(seen.map((it, at) => answerTo(it, beat(101 + at)))))
    return undefined
  })
  const answers = await Promise.all([1, 2, 3].map(() => connection.request(HEARTBEAT, BEAT, {})))
  t.deepEqual(
    answers.map(({ errorCode }) => errorCode),
    [101, 102, 103],
  )
})

test('request() tells the broker who asks, in a version that both speak', async (t) => {
  const seen: SeenRequest[] = []
  const connection = await connected(t, (request) => {
    seen.push(request)
    return beat(0)
  })
  await connection.request(HEARTBEAT, BEAT, {})
  t.like(seen[0], { apiKey: 12, version: 4, clientId: 'test' })
})

test('request() sends nothing that the broker does not speak', async (t) => {
  const seen: SeenRequest[] = []
  const connection = await connected(t, (request) => {
    seen.push(request)
    return beat(0)
  })
  const error = await t.throwsAsync(connection.request(METADATA, { topics: [], allowAutoTopicCreation: false }, {}), {
    instanceOf: KafkaConnectError,
  })
  t.is(error.reason, 'protocol')
  await connection.request(HEARTBEAT, BEAT, {})
  t.deepEqual(
    seen.map(({ apiKey }) => apiKey),
    [12],
  )
})

test('request() without an answer in time is lost, ends the connection, and so are those behind it', async (t) => {
  const connection = await connected(t, () => undefined)
  const behind = connection.request(HEARTBEAT, BEAT, {})
  const late = connection.request(HEARTBEAT, BEAT, { timeoutMs: 20 })
  await t.throwsAsync(late, { instanceOf: KafkaLostError, message: /within 20 ms/ })
  await t.throwsAsync(behind, { instanceOf: KafkaLostError })
  t.true(connection.closed.aborted)
  const error = await t.throwsAsync(connection.request(HEARTBEAT, BEAT, {}), { instanceOf: KafkaConnectError })
  t.is(error.reason, 'unreachable')
})

test('request() is lost when the broker hangs up', async (t) => {
  const connection = await connected(t, (_, socket) => void socket.destroy())
  await t.throwsAsync(connection.request(HEARTBEAT, BEAT, {}), { instanceOf: KafkaLostError })
  t.true(connection.closed.reason instanceof KafkaLostError)
})

test('request() that is given up leaves the connection to the others, and its late answer is dropped', async (t) => {
  const controller = new AbortController()
  const replies: (() => void)[] = []
  const connection = await connected(t, (request, socket) => {
    if (request.correlationId !== 2) return beat(7)
    replies.push(() => void socket.write(answerTo(request, beat(5))))
    controller.abort(new Error('given up'))
    return undefined
  })
  await t.throwsAsync(connection.request(HEARTBEAT, BEAT, { signal: controller.signal }), { message: 'given up' })
  for (const reply of replies) reply()
  t.is((await connection.request(HEARTBEAT, BEAT, {})).errorCode, 7)
})

test('request() with a signal that has ended is not sent', async (t) => {
  const seen: SeenRequest[] = []
  const connection = await connected(t, (request) => {
    seen.push(request)
    return beat(0)
  })
  const signal = AbortSignal.abort(new Error('too late'))
  await t.throwsAsync(connection.request(HEARTBEAT, BEAT, { signal }), { message: 'too late' })
  await connection.request(HEARTBEAT, BEAT, {})
  t.is(seen.length, 1)
})

test('request() is lost when another answer comes, and when the answer cannot be read', async (t) => {
  const cut = await connected(t, () => beat(0).subarray(0, 3))
  await t.throwsAsync(cut.request(HEARTBEAT, BEAT, {}), { instanceOf: KafkaLostError, message: /usable/ })
  const wrong = await connected(t, (_, socket) => {
    socket.write(Buffer.from('00000004000fffff', 'hex'))
    return undefined
  })
  await t.throwsAsync(wrong.request(HEARTBEAT, BEAT, {}), { instanceOf: KafkaLostError })
  t.true(wrong.closed.aborted)
})

test('close() loses what is open, at once and only once', async (t) => {
  const connection = await connected(t, () => undefined)
  const lost = connection.request(HEARTBEAT, BEAT, {})
  connection.close()
  connection.close()
  await t.throwsAsync(lost, { instanceOf: KafkaLostError })
})

test('openConnection() to a broker that accepts and never answers ends after its time', async (t) => {
  const { address } = await fakeBroker(t, () => undefined)
  const error = await t.throwsAsync(open(address, { connectTimeoutMs: 50 }), { instanceOf: KafkaConnectError })
  t.is(error.reason, 'unreachable')
  t.regex(error.message, /no answer within 50 ms/)
})

test('openConnection() to a port where nobody listens', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const error = await t.throwsAsync(open(`127.0.0.1:${port}`), { instanceOf: KafkaConnectError })
  t.is(error.reason, 'unreachable')
  t.true(error.message.includes(`127.0.0.1:${port}`))
})

test('openConnection() to what is no broker', async (t) => {
  const { address } = await fakeBroker(t, (_, socket) => {
    socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')
    return undefined
  })
  const error = await t.throwsAsync(open(address), { instanceOf: KafkaConnectError })
  t.is(error.reason, 'protocol')
})

test('openConnection() to a broker that is too old for us', async (t) => {
  // Error 35 in version 0, as brokers before 2.4 answer.
  const { address } = await fakeBroker(t, () => Buffer.from('0023000000010012000000020000'.padEnd(24, '0'), 'hex'))
  const error = await t.throwsAsync(open(address), { instanceOf: KafkaConnectError })
  t.is(error.reason, 'protocol')
})

test('openConnection() that is given up rejects with the reason', async (t) => {
  const controller = new AbortController()
  const { address } = await fakeBroker(t, () => {
    controller.abort(new Error('given up'))
    return undefined
  })
  await t.throwsAsync(openConnection(parseAddress(address), OPTIONS, controller.signal), { message: 'given up' })
})
