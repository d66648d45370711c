import { createHash } from 'node:crypto'
import test from 'ava'
import { ChunkBody } from '../../../src/io/s3/chunk-body.ts'
import { payloadHash } from '../../../src/io/s3/payload-hash.ts'

const chunks = [Buffer.from('first '), Buffer.from('second')]
const digest = createHash('sha256').update('first second').digest('hex')

const hashed = test.macro({
  async exec(t, url: string, expected: string) {
    const { protocol, hostname } = new URL(url)
    t.is(await payloadHash({ protocol, hostname, body: new ChunkBody(chunks) }), expected)
  },
  title: (_: string | undefined, url: string, expected: string) =>
    `payloadHash() of a body for ${url} is ${expected.slice(0, 8)}`,
})

test(hashed, 'https://s3.amazonaws.com', 'UNSIGNED-PAYLOAD')
test(hashed, 'http://127.0.0.1:9000', 'UNSIGNED-PAYLOAD')
test(hashed, 'http://127.1.2.3:9000', 'UNSIGNED-PAYLOAD')
test(hashed, 'http://localhost:9000', 'UNSIGNED-PAYLOAD')
test(hashed, 'http://[::1]:9000', 'UNSIGNED-PAYLOAD')
test(hashed, 'http://minio:9000', digest)
test(hashed, 'http://127.0.0.1.example.com', digest)
test(hashed, 'http://10.0.0.1', digest)

test('payloadHash() leaves other bodies to the SDK', async (t) => {
  t.is(await payloadHash({ protocol: 'https:', hostname: 's3.amazonaws.com', body: 'text' }), undefined)
  t.is(await payloadHash({ protocol: 'https:', hostname: 's3.amazonaws.com' }), undefined)
})

test('a ChunkBody is also a stream of the same bytes', async (t) => {
  t.is(Buffer.concat(await new ChunkBody([...chunks, Buffer.alloc(0)]).toArray()).toString(), 'first second')
})
