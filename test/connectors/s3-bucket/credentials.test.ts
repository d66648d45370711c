import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { SinkError } from '../../../src/model/connector.ts'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import { Secret } from '../../../src/model/secret.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import { newObject } from '../new-object.ts'
import { openConnector } from '../open-connector.ts'
import { ownConnector } from './own-connector.ts'
import { reasonOf } from './reason-of.ts'

const never = new AbortController().signal
const MIB = 1024 * 1024

test('create() is refused with a wrong access key', async (t) => {
  const { connector } = await ownConnector(t, () => ({ access_key_id: 'nobody' }))
  t.is(await reasonOf(connector.sink.create(newObject('key', 'x'), never)), 'credentials')
})

test('create() is refused with a wrong secret', async (t) => {
  const { connector } = await ownConnector(t, () => ({ secret_access_key: new Secret('wrong') }))
  t.is(await reasonOf(connector.sink.create(newObject('key', 'x'), never)), 'credentials')
})

test('create() uses credentials that were changed in their file, without being opened again', async (t) => {
  const file = join(await temporaryDirectory(t), 'credentials.json')
  await writeFile(file, JSON.stringify({ AccessKey: { AccessKeyId: 'old', SecretAccessKey: 'old' } }))
  const { connector, own } = await ownConnector(t, () => ({
    access_key_id: null,
    secret_access_key: null,
    credentials_file: file,
  }))
  t.is(await reasonOf(connector.sink.create(newObject('key', 'x'), never)), 'credentials')
  const { accessKeyId, secretAccessKey } = own.user
  const rotated = { AccessKey: { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Status: 'Active' } }
  await writeFile(`${file}.new`, JSON.stringify(rotated))
  await rename(`${file}.new`, file)
  t.is(await connector.sink.create(newObject('key', 'x'), never), 'created')
  await writeFile(file, '{"half')
  const error = await t.throwsAsync(connector.sink.create(newObject('key', 'x'), never), { instanceOf: SinkError })
  t.is(error.reason, 'credentials-malformed')
  t.regex(error.message, /cannot be used: they are not a JSON object/)
})

test('credentials as mc keeps them say where the store is', async (t) => {
  const { connector, own } = await ownConnector(t, ({ store, user }) => ({
    endpoint: null,
    access_key_id: null,
    credentials: new Secret(
      JSON.stringify({
        url: store.endpoint,
        accessKey: user.accessKeyId,
        secretKey: user.secretAccessKey,
        api: 'S3v4',
        path: 'auto',
      }),
    ),
  }))
  t.is(connector.place, `s3://${own.bucket} at ${new URL(own.store.endpoint).host}`)
  t.is(await connector.sink.create(newObject('key', 'x'), never), 'created')
})

test('opening says that credentials cannot be read', async (t) => {
  const settings = { bucket_name: 'bucket', credentials_file: '/nowhere/credentials.json', multipart_threshold: MIB }
  const error = await t.throwsAsync(openConnector('s3_bucket', settings), { instanceOf: DiagnosedError })
  t.is(error.diagnostics[0]?.code, 'STRM2315')
})
