import { setMaxListeners } from 'node:events'
import test from 'ava'
import { openConnector } from '../open-connector.ts'
import { largeObject } from './large-object.ts'
import { ownConnector } from './own-connector.ts'
import { reasonOf } from './reason-of.ts'
import { answering, s3ErrorBody, stubStore } from './stub-store.ts'

const never = new AbortController().signal
setMaxListeners(0, never)

test('create() makes an object of several parts that reads back', async (t) => {
  const { connector, own } = await ownConnector(t)
  const object = largeObject('é/parts', 'b1')
  t.is(await connector.sink.create(object, never), 'created')
  t.deepEqual(await connector.sink.head('é/parts', never), {
    outcome: 'found',
    metadata: { batch: 'b1' },
    size: object.size,
  })
  let size = 0
  for await (const chunk of connector.read('é/parts', never)) size += chunk.length
  t.is(size, object.size)
  t.is(await own.uploads(), 0)
})

test('create() lets exactly one of several win that upload parts, and leaves none of the others', async (t) => {
  const { connector, own } = await ownConnector(t)
  const racers = ['b0', 'b1', 'b2'].map((batch) => largeObject('raced', batch))
  const outcomes = await Promise.all(racers.map((racer) => connector.sink.create(racer, never)))
  t.deepEqual(outcomes.toSorted(), ['created', 'exists', 'exists'])
  const head = await connector.sink.head('raced', never)
  t.is(head.outcome === 'found' ? head.metadata['batch'] : '', `b${outcomes.indexOf('created')}`)
  await connector.close()
  t.is(await own.uploads(), 0)
})

test('create() that is aborted leaves no parts behind', async (t) => {
  const { connector, own } = await ownConnector(t)
  const stop = new AbortController()
  const reason = new Error('stopped')
  const created = connector.sink.create(largeObject('aborted', 'b'), stop.signal)
  while ((await own.uploads()) === 0) await connector.sink.head('aborted', never)
  stop.abort(reason)
  await t.throwsAsync(created, { is: reason })
  await connector.close()
  t.is(await own.uploads(), 0)
})

const uploadGone = test.macro({
  async exec(t, headStatus: number, expected: string) {
    const { settings } = await stubStore(t, (request, response) => {
      const completes = request.method === 'POST' && !request.url?.includes('uploads')
      if (request.method === 'HEAD') answering(headStatus)(request, response)
      else if (completes) answering(404, s3ErrorBody('NoSuchUpload'))(request, response)
      else if (request.method === 'POST') answering(200, UPLOAD)(request, response)
      else answering(200, '', { etag: '"e"' })(request, response)
    })
    const connector = await openConnector('s3_bucket', settings)
    t.is(await reasonOf(connector.sink.create(largeObject('key', 'b'), never)), expected)
    await connector.close()
  },
  title: (_: string | undefined, status: number, expected: string) =>
    `create() asks after an upload that is gone: ${status} means ${expected}`,
})
const UPLOAD = '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>'
test(uploadGone, 200, 'exists')
test(uploadGone, 404, 'conflict')
test(uploadGone, 403, 'conflict')
