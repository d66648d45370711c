import test from 'ava'
import type { CheckStep, Connector } from '../../../src/model/connector.ts'
import type { FieldValues } from '../../../src/model/fields.ts'
import { Secret } from '../../../src/model/secret.ts'
import { newObject } from '../new-object.ts'
import { openConnector } from '../open-connector.ts'
import { ownConnector } from './own-connector.ts'
import { allowOnly } from './store.ts'
import { answering, s3ErrorBody, stubStore } from './stub-store.ts'

const never = new AbortController().signal

test('check() warns only, where nothing but putting objects is allowed', async (t) => {
  const { connector, own } = await ownConnector(t)
  await allowOnly(own, ['s3:PutObject'])
  const steps = await stepsOf(connector, 'events')
  t.deepEqual(
    steps.map(({ step, outcome }) => [step, outcome]),
    [
      ['reach the bucket', 'passed'],
      ['write test object', 'passed'],
      ['have a second test object refused', 'passed'],
      ['read metadata of test object', 'warning'],
      ['remove test object', 'warning'],
    ],
  )
  t.is(await connector.sink.create(newObject('events/key', 'x'), never), 'created')
  t.is(await connector.sink.create(newObject('events/key', 'x'), never), 'exists')
  t.deepEqual(await connector.sink.head('events/key', never), { outcome: 'forbidden' })
})

const failedCheck = test.macro({
  async exec(
    t,
    change: FieldValues,
    expected: { readonly step: string; readonly code: string; readonly says: RegExp },
  ) {
    const { connector } = await ownConnector(t, () => change)
    const last = (await stepsOf(connector)).at(-1)
    t.is(last?.step, expected.step)
    if (last?.outcome !== 'failed') return t.fail()
    t.is(last.diagnostic.code, expected.code)
    t.regex(last.diagnostic.detail, expected.says)
  },
  title: (name = '') => `check() ends at ${name}`,
})
test(
  'a bucket that is absent',
  failedCheck,
  { bucket_name: 's3h-none' },
  {
    step: 'reach the bucket',
    code: 'STRM2501',
    says: /Create the bucket, or correct "bucket_name"/,
  },
)
test(
  'a wrong secret',
  failedCheck,
  { secret_access_key: new Secret('wrong') },
  {
    step: 'write test object',
    code: 'STRM2502',
    says: /The secret does not belong to the access key/,
  },
)

test('check() ends at a store that replaces objects', async (t) => {
  const { settings } = await stubStore(t, answering(200))
  const last = (await stepsOf(await openConnector('s3_bucket', settings))).at(-1)
  t.is(last?.step, 'have a second test object refused')
  if (last?.outcome === 'failed') t.is(last.diagnostic.code, 'STRM2520')
  else t.fail()
})

test('check() tells the region of a bucket that is in another one', async (t) => {
  const moved = answering(301, s3ErrorBody('PermanentRedirect'), { 'x-amz-bucket-region': 'eu-west-1' })
  const { settings } = await stubStore(t, moved)
  const last = (await stepsOf(await openConnector('s3_bucket', settings))).at(-1)
  if (last?.outcome === 'failed') t.regex(last.diagnostic.detail, /set region = "eu-west-1"/)
  else t.fail()
})

async function stepsOf(connector: Connector, prefix = ''): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = []
  for await (const step of connector.check(prefix, never)) steps.push(step)
  return steps
}
