import test from 'ava'
import { parseCredentials } from '../../../src/io/s3/parse-credentials.ts'

const keys = { accessKeyId: 'AKIA1', secretAccessKey: 'secret/1' }
const aws = { AccessKeyId: keys.accessKeyId, SecretAccessKey: keys.secretAccessKey }
const alias = { url: 'https://play.min.io', accessKey: 'AKIA1', secretKey: 'secret/1', api: 'S3v4', path: 'auto' }

const understood = test.macro({
  exec(t, json: unknown, expected: object) {
    const plain = { credentials: keys, url: undefined, pathStyle: undefined }
    t.deepEqual(parseCredentials(JSON.stringify(json)), { ...plain, ...expected })
  },
  title: (name = '') => `parseCredentials() reads ${name}`,
})

const created = { UserName: 'u', ...aws, Status: 'Active', CreateDate: '2026-01-01T00:00:00+00:00' }
test('what aws iam create-access-key prints', understood, { AccessKey: created }, {})
test('its inner part', understood, aws, {})
test(
  'what aws sts prints',
  understood,
  { Credentials: { ...aws, SessionToken: 'token' } },
  {
    credentials: { ...keys, sessionToken: 'token' },
  },
)
test('what mc keeps', understood, alias, { url: 'https://play.min.io' })
test('what mc keeps with a path style', understood, { ...alias, path: 'on' }, { url: alias.url, pathStyle: true })
test('what mc keeps with a host style', understood, { ...alias, path: 'off' }, { url: alias.url, pathStyle: false })

const refused = test.macro({
  exec(t, text: string, says: RegExp) {
    const result = parseCredentials(text)
    if (typeof result !== 'string') return t.fail()
    t.regex(result, says)
    t.notRegex(result, /hush/)
  },
  title: (name = '') => `parseCredentials() refuses ${name} and quotes nothing`,
})

test('text that is no JSON', refused, 'hush:hush', /not a JSON object/)
test('a list', refused, '["hush"]', /not a JSON object/)
test('a key without its secret', refused, '{"AccessKeyId":"hush"}', /neither "AccessKeyId" and "SecretAccessKey"/)
test('a key that is inactive', refused, JSON.stringify({ AccessKey: { ...aws, Status: 'Inactive' } }), /"Inactive"/)
test('the old signature', refused, JSON.stringify({ ...alias, api: 'S3v2' }), /S3v2/)
test('a URL with a password', refused, JSON.stringify({ ...alias, url: 'https://hush:hush@host' }), /"url"/)
