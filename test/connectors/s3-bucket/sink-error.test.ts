import { once, setMaxListeners } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import test from 'ava'
import { sinkError } from '../../../src/connectors/s3-bucket/sink-error.ts'
import { S3Error } from '../../../src/io/s3/s3-error.ts'
import type { SinkErrorReason } from '../../../src/model/connector.ts'
import { SinkError } from '../../../src/model/connector.ts'
import { newObject } from '../new-object.ts'
import { openConnector } from '../open-connector.ts'
import { answering, s3ErrorBody, settingsFor, STUB_KEY, STUB_SECRET, stubStore } from './stub-store.ts'

const never = new AbortController().signal
setMaxListeners(0, never)

const toldApart = test.macro({
  async exec(t, answer: string, reason: SinkErrorReason) {
    const [status = '', code = ''] = answer.split(' ')
    const { settings, asked } = await stubStore(t, answering(Number(status), code === '' ? '' : s3ErrorBody(code)))
    const connector = await openConnector('s3_bucket', settings)
    t.teardown(() => connector.close())
    const error = await t.throwsAsync(connector.sink.create(newObject('key', 'x\n'), never), { instanceOf: SinkError })
    t.is(error.reason, reason)
    t.true(error.message.startsWith('Cannot create the object "key" in "s3://bucket at 127.0.0.1'))
    t.true(error.message.includes(code === '' ? status : code))
    t.is(asked.length, 1)
  },
  title: (_: string | undefined, answer: string) => `create() tells ${answer} apart, after one attempt`,
})

test(toldApart, '403 AccessDenied', 'permission')
test(toldApart, '403 AllAccessDisabled', 'permission')
test(toldApart, '403', 'permission')
test(toldApart, '403 InvalidAccessKeyId', 'credentials')
test(toldApart, '403 SignatureDoesNotMatch', 'credentials')
test(toldApart, '403 RequestTimeTooSkewed', 'credentials')
test(toldApart, '400 ExpiredToken', 'credentials')
test(toldApart, '400 InvalidToken', 'credentials')
test(toldApart, '404 NoSuchBucket', 'missing-place')
test(toldApart, '409 ConditionalRequestConflict', 'conflict')
test(toldApart, '409 OperationAborted', 'conflict')
test(toldApart, '400 BadDigest', 'unavailable')
test(toldApart, '400 RequestTimeout', 'unavailable')
test(toldApart, '429', 'unavailable')
test(toldApart, '500 InternalError', 'unavailable')
test(toldApart, '502', 'unavailable')
test(toldApart, '503 SlowDown', 'unavailable')
test(toldApart, '503 ServiceUnavailable', 'unavailable')
test(toldApart, '503', 'unavailable')
test(toldApart, '507', 'no-space')
test(toldApart, '403 QuotaExceeded', 'no-space')
test(toldApart, '400 InvalidBucketName', 'invalid')
test(toldApart, '400 KeyTooLongError', 'invalid')
test(toldApart, '501 NotImplemented', 'invalid')
test(toldApart, '301 PermanentRedirect', 'invalid')
test(toldApart, '418', 'unknown')

test('create() takes a refused precondition for an object that exists', async (t) => {
  const { settings } = await stubStore(t, answering(412, s3ErrorBody('PreconditionFailed')))
  const connector = await openConnector('s3_bucket', settings)
  t.is(await connector.sink.create(newObject('key', 'x\n'), never), 'exists')
})

const headed = test.macro({
  async exec(t, status: number, outcome: string) {
    const { settings } = await stubStore(t, answering(status))
    const connector = await openConnector('s3_bucket', settings)
    const result = await connector.sink.head('key', never).catch((error: unknown) => error)
    t.is(result instanceof SinkError ? result.reason : (result as { outcome: string }).outcome, outcome)
  },
  title: (_: string | undefined, status: number, outcome: string) => `head() gives ${outcome} for ${status}`,
})
test(headed, 403, 'forbidden')
test(headed, 404, 'absent')
test(headed, 503, 'unavailable')
test(headed, 401, 'credentials')

test('create() says that nothing listens', async (t) => {
  const connector = await openConnector('s3_bucket', settingsFor(`http://127.0.0.1:${await closedPort()}`))
  const error = await t.throwsAsync(connector.sink.create(newObject('key', 'x\n'), never), { instanceOf: SinkError })
  t.is(error.reason, 'unavailable')
  t.regex(error.message, /ECONNREFUSED/)
})

test('create() says that a request was never sent, which is not "the store does not answer"', async (t) => {
  const { settings, asked } = await stubStore(t, answering(200))
  const connector = await openConnector('s3_bucket', { ...settings, access_key_id: 'HUSH\nHUSH' })
  const error = await t.throwsAsync(connector.sink.create(newObject('key', 'x\n'), never), { instanceOf: SinkError })
  t.is(error.reason, 'invalid')
  t.regex(error.remedy ?? '', /never sent.*line break/)
  t.notRegex(error.message, /HUSH/)
  t.deepEqual(asked, [])
})

test('a line break at the end of a key is ignored', async (t) => {
  const { settings } = await stubStore(t, answering(200))
  const connector = await openConnector('s3_bucket', { ...settings, access_key_id: `${STUB_KEY}\r\n` })
  t.is(await connector.sink.create(newObject('key', 'x\n'), never), 'created')
})

test('create() says that a connection was cut, after the request was sent', async (t) => {
  const { settings } = await stubStore(t, (request) => void request.socket.destroy())
  const connector = await openConnector('s3_bucket', settings)
  const error = await t.throwsAsync(connector.sink.create(newObject('key', 'x\n'), never), { instanceOf: SinkError })
  t.is(error.reason, 'unavailable')
})

test('sinkError() has the region of the bucket in its remedy, or suspects the region', (t) => {
  t.regex(remedyOf({ code: 'Unknown', status: 400, region: undefined }) ?? '', /Correct "region" or "endpoint"/)
  t.regex(remedyOf({ code: 'PermanentRedirect', status: 301, region: 'eu-west-1' }) ?? '', /set region = "eu-west-1"/)
})

test('an error never quotes credentials that the store sends back', async (t) => {
  const body = s3ErrorBody('AccessDenied', `no ${STUB_KEY} with ${STUB_SECRET} here`)
  const { settings } = await stubStore(t, answering(403, body))
  const connector = await openConnector('s3_bucket', settings)
  const error = await t.throwsAsync(connector.sink.create(newObject('key', 'x\n'), never), { instanceOf: SinkError })
  t.regex(error.message, /no \(hidden\) with \(hidden\) here/)
  const everything = [error, error.cause].map((part) => JSON.stringify(part, allNames(part)) + String(part)).join()
  t.false(everything.includes(STUB_SECRET))
  t.false(everything.includes(STUB_KEY))
})

function remedyOf(facts: ConstructorParameters<typeof S3Error>[1]): string | undefined {
  const error = sinkError(new S3Error('no', facts), 'reach "s3://b"')
  return error instanceof SinkError ? error.remedy : undefined
}

function allNames(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyNames(value) : []
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
