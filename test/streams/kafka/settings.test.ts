import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import type { FieldValues } from '../../../src/model/fields.ts'
import { Secret } from '../../../src/model/secret.ts'
import { kafkaSettings } from '../../../src/streams/kafka/settings.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'

const signal = new AbortController().signal
const NEEDED = { bootstrap_servers: ['a:1'], topic: 'demo' }

function settingsOf(fields: FieldValues, { directory = '/', environment = {} } = {}) {
  return kafkaSettings({ ...NEEDED, ...fields }, { directory, environment })
}

test('settings have the defaults of the fields', (t) => {
  t.like(settingsOf({}), {
    topic: 'demo',
    clientId: 'strmctl',
    requestTimeoutMs: 30_000,
    fetchMaxBytes: 8 * 1024 * 1024,
    topicToMake: undefined,
    deletesTopic: false,
    tls: undefined,
    sasl: undefined,
  })
  t.like(settingsOf({ request_timeout: '1.5s', session_timeout: '45s', create_topic: { partitions: 3 } }), {
    requestTimeoutMs: 1500,
    sessionTimeoutMs: 45_000,
    topicToMake: { partitions: 3, replicationFactor: -1, config: {} },
  })
})

test('a password comes from a secret, a file or a variable, as it is when connecting', async (t) => {
  const directory = await temporaryDirectory(t)
  const file = join(directory, 'password')
  const sasl = { mechanism: 'SCRAM-SHA-512', username: 'u' }
  const from = (fields: FieldValues, environment = {}) =>
    settingsOf({ sasl: { ...sasl, ...fields } }, { directory, environment }).sasl?.({ signal })
  t.deepEqual<unknown, unknown>(await from({ password: new Secret('one') }), credentials('one'))
  const source = settingsOf({ sasl: { ...sasl, password_file: 'password' } }, { directory }).sasl
  await writeFile(file, 'two\n')
  t.deepEqual<unknown, unknown>(await source?.({ signal }), credentials('two'))
  await writeFile(file, 'three')
  t.deepEqual<unknown, unknown>(await source?.({ signal }), credentials('three'))
  t.deepEqual<unknown, unknown>(await from({ password_env: 'P' }, { P: 'four' }), credentials('four'))
})

test('a credential that is missing is told by its place', async (t) => {
  const sasl = { mechanism: 'PLAIN', username: 'u' }
  for (const [fields, expected] of [
    [{ password_env: 'NOT_SET' }, /"NOT_SET"/],
    [{ password_file: 'no/such/file' }, /"\/no\/such\/file"/],
    [{}, /"password"/],
  ] as const) {
    const error = await t.throwsAsync(async () => settingsOf({ sasl: { ...sasl, ...fields } }).sasl?.({ signal }), {
      instanceOf: DiagnosedError,
    })
    t.is(error.diagnostics[0]?.code, 'STRM2315')
    t.regex(error.message, expected)
  }
})

test('a tls block that is not enabled encrypts nothing; files of another one are read when connecting', async (t) => {
  const directory = await temporaryDirectory(t)
  await writeFile(join(directory, 'ca.pem'), 'CA')
  t.is(settingsOf({ tls: { enabled: false } }).tls, undefined)
  const { tls } = settingsOf({ tls: { ca_file: 'ca.pem', key: new Secret('KEY'), server_name: 'n' } }, { directory })
  t.like(await tls?.(), { ca: 'CA', key: 'KEY', serverName: 'n', cert: undefined })
})

function credentials(password: string) {
  return { mechanism: 'SCRAM-SHA-512', username: 'u', password }
}
