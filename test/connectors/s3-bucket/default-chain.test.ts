import test from 'ava'
import { newObject } from '../new-object.ts'
import { openConnector } from '../open-connector.ts'
import { settingsOf } from './harness.ts'
import { ownBucket } from './store.ts'

test.serial('without credentials those of the environment are used', async (t) => {
  const own = await ownBucket(t)
  process.env['AWS_ACCESS_KEY_ID'] = own.user.accessKeyId
  process.env['AWS_SECRET_ACCESS_KEY'] = own.user.secretAccessKey
  const settings = { ...settingsOf(own), access_key_id: null, secret_access_key: null }
  const connector = await openConnector('s3_bucket', settings)
  t.teardown(() => connector.close())
  t.is(await connector.sink.create(newObject('key', 'x'), new AbortController().signal), 'created')
})
