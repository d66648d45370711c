import test from 'ava'
import { SinkError } from '../../../src/model/connector.ts'
import { newObject } from '../new-object.ts'
import { openConnector } from '../open-connector.ts'
import { largeObject } from './large-object.ts'
import { ownConnector } from './own-connector.ts'
import { reasonOf } from './reason-of.ts'
import { answering, stubStore } from './stub-store.ts'

const never = new AbortController().signal

test('list() leaves out test objects and names of our own, below any prefix', async (t) => {
  const { connector } = await ownConnector(t)
  const keys = ['é x+y/.strm_test_1.jsonl', 'é x+y/.strmctl/a', 'é x+y/kept & <more>', 'é x+yz']
  for (const key of keys) await connector.sink.create(newObject(key, 'x'), never)
  const listed: string[] = []
  for await (const { key } of connector.list('é x+y', never)) listed.push(key)
  t.deepEqual(listed, ['é x+y/kept & <more>'])
})

test('list() goes from page to page', async (t) => {
  const { settings, asked } = await stubStore(t, (request, response) => {
    const second = request.url?.includes('continuation-token=next%2B') === true
    const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>next+</NextContinuationToken>'
    answering(200, second ? page('b', '') : page('a', more))(request, response)
  })
  const listed: string[] = []
  const connector = await openConnector('s3_bucket', settings)
  for await (const { key } of connector.list('', never)) listed.push(key)
  t.deepEqual(listed, ['a', 'b'])
  t.is(asked.length, 2)
})

test('read() says that an object is absent, and ends when it is aborted on the way', async (t) => {
  const { connector } = await ownConnector(t)
  await t.throwsAsync(connector.read('none', never)[Symbol.asyncIterator]().next(), { instanceOf: SinkError })
  await connector.sink.create(largeObject('large', 'b'), never)
  const stop = new AbortController()
  const chunks = connector.read('large', stop.signal)[Symbol.asyncIterator]()
  await chunks.next()
  const reason = new Error('stopped')
  stop.abort(reason)
  const rest = async (): Promise<void> => {
    while ((await chunks.next()).done !== true);
  }
  await t.throwsAsync(rest(), { is: reason })
})

test('create() refuses keys that cannot be asked for, and metadata that is too large', async (t) => {
  const { settings, asked } = await stubStore(t, answering(200))
  const connector = await openConnector('s3_bucket', settings)
  for (const key of ['', 'a/../b', './a', 'a\ud800', 'é'.repeat(513)]) {
    t.is(await reasonOf(connector.sink.create(newObject(key, 'x'), never)), 'invalid')
  }
  t.is(await reasonOf(connector.sink.create(newObject('key', 'x', { a: 'x'.repeat(2048) }), never)), 'invalid')
  t.deepEqual(asked, [])
})

function page(key: string, more: string): string {
  return `<ListBucketResult><Contents><Key>${key}</Key><Size>1</Size></Contents>${more}</ListBucketResult>`
}

test('keys of stores that may keep objects as files have short parts, those of AWS need not', async (t) => {
  const { settings } = await stubStore(t, answering(200))
  const ofAws = { ...settings, endpoint: null }
  const [store, aws] = await Promise.all([openConnector('s3_bucket', settings), openConnector('s3_bucket', ofAws)])
  t.is(store.limits.keyPartBytes, 255)
  t.is(aws.limits.keyPartBytes, undefined)
  await Promise.all([store.close(), aws.close()])
})
