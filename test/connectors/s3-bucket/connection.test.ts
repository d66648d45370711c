import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import test from 'ava'
import { S3Error } from '../../../src/io/s3/s3-error.ts'
import { putObject } from '../../../src/io/s3/put-object.ts'
import { S3Session } from '../../../src/io/s3/s3-session.ts'
import type { StoredObject } from '../../../src/model/connector.ts'
import { SinkError } from '../../../src/model/connector.ts'
import { newObject } from '../new-object.ts'
import { openConnector } from '../open-connector.ts'
import { answering, s3ErrorBody, stubStore } from './stub-store.ts'

const never = new AbortController().signal
const LARGE = `${'x'.repeat(1023)}\n`.repeat(6 * 1024)

test('create() that is aborted leaves a store that never answers, and its connection', async (t) => {
  const stop = new AbortController()
  const reason = new Error('stopped')
  const sockets: Socket[] = []
  const { settings } = await stubStore(t, ({ socket }) => {
    sockets.push(socket)
    stop.abort(reason)
  })
  const connector = await openConnector('s3_bucket', settings)
  await t.throwsAsync(connector.sink.create(newObject('key', 'x\n'), stop.signal), { is: reason })
  t.is(sockets.length, 1)
  for (const socket of sockets) if (!socket.closed) await once(socket, 'close')
})

test('create() that is aborted leaves a store that takes no more of the body', async (t) => {
  const stop = new AbortController()
  const reason = new Error('stopped')
  const { settings } = await stubStore(t, (request) => void request.once('readable', () => stop.abort(reason)))
  const connector = await openConnector('s3_bucket', settings)
  await t.throwsAsync(connector.sink.create(newObject('key', LARGE), stop.signal), { is: reason })
})

test('a connection on which nothing moves is given up', async (t) => {
  const { settings } = await stubStore(t, () => undefined)
  const session = new S3Session({
    bucket: 'bucket',
    endpoint: settings['endpoint'] as string,
    pathStyle: true,
    silenceMs: 50,
    credentials: () => Promise.resolve({ accessKeyId: 'a', secretAccessKey: 'b' }),
  })
  const object = { key: 'key', body: [Buffer.from('x')], size: 1, metadata: {}, contentType: 'text/plain' }
  const error = await t.throwsAsync(putObject(session, object, never), { instanceOf: S3Error })
  t.is(error.code, 'ETIMEDOUT')
})

test('connections are used again', async (t) => {
  const sockets = new Set<Socket>()
  const { settings } = await stubStore(t, (request, response) => {
    sockets.add(request.socket)
    answering(200)(request, response)
  })
  const connector = await openConnector('s3_bucket', settings)
  for (const text of ['x', LARGE, '', LARGE]) await connector.sink.create(newObject('key', text), never)
  t.is(sockets.size, 1)
})

test('a large body is not sent where the store refuses it before', async (t) => {
  let bytes = 0
  const refuse = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('data', (chunk: Buffer) => (bytes += chunk.length))
    response.writeHead(412).end(s3ErrorBody('PreconditionFailed'))
  }
  const { settings } = await stubStore(t, answering(200), refuse)
  const connector = await openConnector('s3_bucket', settings)
  t.is(await connector.sink.create(newObject('key', LARGE), never), 'exists')
  t.is(bytes, 0)
})

test('a large body is sent to a store that does not know of waiting', async (t) => {
  let bytes = 0
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('data', (chunk: Buffer) => (bytes += chunk.length)).once('end', () => response.end())
  }
  const { settings } = await stubStore(t, take, take)
  const connector = await openConnector('s3_bucket', settings)
  t.is(await connector.sink.create(newObject('key', LARGE), never), 'created')
  t.is(bytes, LARGE.length)
})

test('an answer counts that comes before the body was read, with the connection closed behind it', async (t) => {
  const { settings } = await stubStore(t, (request, response) => {
    if (request.method === 'HEAD') return void response.writeHead(403).end()
    response.writeHead(412, { connection: 'close' }).end(s3ErrorBody('PreconditionFailed'))
  })
  const connector = await openConnector('s3_bucket', settings)
  t.is(await connector.sink.create(newObject('key', LARGE), never), 'exists')
})

test('an object is looked for where the connection broke while it was sent', async (t) => {
  const { settings, asked } = await stubStore(t, (request, response) => {
    if (request.method === 'HEAD') answering(200)(request, response)
    else request.socket.resetAndDestroy()
  })
  const connector = await openConnector('s3_bucket', settings)
  t.is(await connector.sink.create(newObject('key', LARGE), never), 'exists')
  t.deepEqual(asked, ['PUT /bucket/key?x-id=PutObject', 'HEAD /bucket/key'])
})

test('a broken connection is an error where the object is absent, or may not be looked at', async (t) => {
  for (const status of [403, 404]) {
    const { settings } = await stubStore(t, (request, response) => {
      if (request.method === 'HEAD') answering(status)(request, response)
      else request.socket.resetAndDestroy()
    })
    const connector = await openConnector('s3_bucket', settings)
    const error = await t.throwsAsync(connector.sink.create(newObject('key', LARGE), never), { instanceOf: SinkError })
    t.is(error.reason, 'unavailable')
  }
})

test('create() tells what of the body has left the process, up to all of it', async (t) => {
  const bodies: Buffer[] = []
  const { settings } = await stubStore(t, (request, response) => {
    request.on('data', (bytes: Buffer) => bodies.push(bytes)).once('end', () => response.end())
  })
  const connector = await openConnector('s3_bucket', settings)
  const sent: number[] = []
  const object = inChunks(LARGE, 64 << 10)
  const overwrite = (bytes: number): void => {
    sent.push(bytes)
    for (const chunk of object.body.slice(0, bytes / (64 << 10))) chunk.fill(0)
  }
  await connector.sink.create({ ...object, onSent: overwrite }, never)
  t.is(sent.at(-1), LARGE.length)
  t.deepEqual(
    sent,
    sent.toSorted((a, b) => a - b),
  )
  t.is(Buffer.concat(bodies).toString(), LARGE)
})

test('create() tells of no body that the store did not want', async (t) => {
  const { settings } = await stubStore(t, answering(503), (_request, response) => response.writeHead(503).end())
  const connector = await openConnector('s3_bucket', settings)
  const onSent = (): void => t.fail()
  await t.throwsAsync(connector.sink.create({ ...inChunks(LARGE, 64 << 10), onSent }, never), { instanceOf: SinkError })
  t.pass()
})

function inChunks(text: string, size: number): StoredObject {
  const bytes = Buffer.from(text)
  const count = Math.ceil(bytes.length / size)
  const body = Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
  return { ...newObject('key', text), body }
}
