import test from 'ava'
import { locateS3Bucket } from '../../../src/connectors/s3-bucket/locate.ts'
import type { FieldValues } from '../../../src/model/fields.ts'

const located = test.macro({
  exec(t, url: string, { prefix, ...settings }: FieldValues) {
    t.deepEqual(locateS3Bucket(new URL(url)), {
      settings: { bucket_name: 'lake', multipart_threshold: 64 * 1024 * 1024, ...settings },
      prefix: typeof prefix === 'string' ? prefix : '',
    })
  },
  title: (_, url: string) => `locateS3Bucket() takes ${url}`,
})

test(located, 's3://lake', { prefix: '' })
test(located, 's3://lake/', { prefix: '' })
test(located, 's3://lake/a/b/', { prefix: 'a/b' })
test(located, 's3://lake/a%20b%2Fc', { prefix: 'a b/c' })
test(located, 's3://lake/%C3%A9?region=eu-west-1&profile=p', { prefix: 'é', region: 'eu-west-1', profile: 'p' })
test(located, 's3://lake?endpoint=http://127.0.0.1:9000&path_style=false', {
  prefix: '',
  endpoint: 'http://127.0.0.1:9000',
  path_style: false,
})

const refused = test.macro({
  exec(t, url: string, why: RegExp) {
    const result = locateS3Bucket(new URL(url))
    t.regex(typeof result === 'string' ? result : JSON.stringify(result), why)
  },
  title: (_, url: string) => `locateS3Bucket() refuses ${url}`,
})

test(refused, 's3:///events', /bucket is wrong/)
test(refused, 's3://lake/events#1', /%23/)
test(refused, 's3://lake:9000/events', /endpoint=URL/)
test(refused, 's3://key:word@lake/events', /^(?!.*word).*credentials/)
test(refused, 's3://lake?region=a&region=b', /more than once/)
test(refused, 's3://lake?region=', /no value/)
test(refused, 's3://lake?regoin=a', /"regoin" is not known/)
test(refused, 's3://lake?path_style=1', /true or false/)
test(refused, 's3://lake?endpoint=minio:9000', /endpoint is wrong/)
test(refused, 's3://lake/%E0%A4%A', /UTF-8/)
