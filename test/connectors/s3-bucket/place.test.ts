import test from 'ava'
import type { ExecutionContext } from 'ava'
import { CONNECTORS } from '../../../src/connectors/catalogue.ts'
import { S3_BUCKET_FIELDS } from '../../../src/connectors/s3-bucket/fields.ts'
import type { FieldValues } from '../../../src/model/fields.ts'
import { Secret } from '../../../src/model/secret.ts'

const placed = test.macro({
  exec(t, settings: FieldValues, expected: string) {
    const place = CONNECTORS.s3_bucket.place({ bucket_name: 'lake', multipart_threshold: 1, ...settings })
    t.is(place, expected)
  },
  title: (name: string | undefined, _: FieldValues, expected: string) => `place() of ${name ?? ''} is ${expected}`,
})

test('a bucket of AWS', placed, {}, 's3://lake')
test('an endpoint of AWS', placed, { endpoint: 'https://s3.eu-west-1.amazonaws.com' }, 's3://lake')
test('another store', placed, { endpoint: 'http://minio:9000/' }, 's3://lake at minio:9000')
test(
  'capital letters and a default port',
  placed,
  { endpoint: 'https://MinIO.example:443' },
  's3://lake at minio.example',
)
test('a path below the host', placed, { endpoint: 'https://host/s3/' }, 's3://lake at host/s3')
test(
  'captured credentials with a URL',
  placed,
  { credentials: new Secret('{"url":"http://minio:9000","accessKey":"a","secretKey":"b"}') },
  's3://lake at minio:9000',
)

test('the listing of a bucket has the shape of the others', (t) => {
  t.deepEqual(CONNECTORS.s3_bucket.listing({ bucket_name: 'lake', secret_access_key: new Secret('s') }), {
    key: 's3Bucket',
    value: { bucketName: 'lake' },
    targetName: 'lake',
  })
})

const bucketName = test.macro({
  exec: (t, value: string, says: RegExp | undefined) => assertSentence(t, sentenceOf('bucket_name', value), says),
  title: (_: string | undefined, value: string) => `the rule of bucket_name knows "${value}"`,
})
test(bucketName, 'my-bucket.1', undefined)
test(bucketName, 'arn:aws:s3:eu-west-1:123456789012:accesspoint/name', undefined)
test(bucketName, 's3://bucket', /Write only the name/)
test(bucketName, 'bucket/prefix', /"path_prefix"/)
test(bucketName, 'ab', /3 to 63/)

const endpoint = test.macro({
  exec: (t, value: string, says: RegExp | undefined) => assertSentence(t, sentenceOf('endpoint', value), says),
  title: (_: string | undefined, value: string) => `the rule of endpoint knows "${value}"`,
})
test(endpoint, 'https://host:9000', undefined)
test(endpoint, 'host:9000', /begins with "https:\/\/"/)
test(endpoint, 'https://user:pass@host', /do not belong in the URL/)
test(endpoint, 'https://host/?a=b', /without "\?"/)

function sentenceOf(field: string, value: string): string | undefined {
  const declared = S3_BUCKET_FIELDS[field]
  return declared?.kind === 'field' ? declared.check?.(value) : 'no such field'
}

function assertSentence(t: ExecutionContext, sentence: string | undefined, says: RegExp | undefined): void {
  if (says === undefined) t.is(sentence, undefined)
  else t.regex(sentence ?? '', says)
}
