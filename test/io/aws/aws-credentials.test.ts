import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { AwsCredentialsError, awsCredentials } from '../../../src/io/aws/aws-credentials.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'

/** The AWS SDK reads the environment of the process, so the tests of this file run one after the other. */
function environment(t: ExecutionContext, variables: Readonly<Record<string, string>>): void {
  const before = { ...process.env }
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' }, variables)
  t.teardown(() => {
    for (const name of Object.keys(process.env)) delete process.env[name]
    Object.assign(process.env, before)
  })
}

interface Sts {
  readonly url: string
  readonly asked: readonly URLSearchParams[]
}

async function sts(t: ExecutionContext, answer: (count: number) => { status: number; body: string }): Promise<Sts> {
  const asked: URLSearchParams[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(new URLSearchParams(body))
      const { status, body: reply } = answer(asked.length)
      response.writeHead(status, { 'content-type': 'text/xml' }).end(reply)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

function assumed(id: string, expiration: Date): string {
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-session</SessionToken><Expiration>${expiration.toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
}

const KEYS = { AWS_ACCESS_KEY_ID: 'from-environment', AWS_SECRET_ACCESS_KEY: 'secret' }
const HOUR = 3_600_000

test.serial('awsCredentials() takes the environment, and a profile instead where one is named', async (t) => {
  const directory = await temporaryDirectory(t)
  const file = join(directory, 'credentials')
  await writeFile(file, '[lake]\naws_access_key_id = from-profile\naws_secret_access_key = other\n')
  environment(t, { ...KEYS, AWS_SHARED_CREDENTIALS_FILE: file })
  t.like(await awsCredentials({})(), { accessKeyId: 'from-environment', secretAccessKey: 'secret' })
  t.like(await awsCredentials({ profile: 'lake' })(), { accessKeyId: 'from-profile', secretAccessKey: 'other' })
})

test.serial('awsCredentials() assumes a role, and again only when its credentials are about to expire', async (t) => {
  const lifetimes = [60_000, HOUR]
  const { url, asked } = await sts(t, (count) => ({
    status: 200,
    body: assumed(`role-${count}`, new Date(Date.now() + (lifetimes[count - 1] ?? HOUR))),
  }))
  environment(t, { ...KEYS, AWS_ENDPOINT_URL_STS: url })
  const keys = awsCredentials({
    role: { arn: 'arn:aws:iam::123456789012:role/export', externalId: 'them' },
    region: 'eu-west-1',
  })
  const found = []
  for (let call = 0; call < 3; call++) found.push((await keys()).accessKeyId)
  t.deepEqual(found, ['role-1', 'role-2', 'role-2'])
  t.like(Object.fromEntries(asked[0] ?? []), {
    Action: 'AssumeRole',
    RoleArn: 'arn:aws:iam::123456789012:role/export',
    ExternalId: 'them',
    RoleSessionName: 'strmctl',
  })
})

test.serial('awsCredentials() assumes a role once for all who ask at the same time', async (t) => {
  const { url, asked } = await sts(t, (count) => ({
    status: 200,
    body: assumed(`role-${count}`, new Date(Date.now() + HOUR)),
  }))
  environment(t, { ...KEYS, AWS_ENDPOINT_URL_STS: url })
  const keys = awsCredentials({ role: { arn: 'arn:aws:iam::123456789012:role/export' }, region: 'eu-west-1' })
  const found = await Promise.all([keys(), keys(), keys()])
  t.deepEqual(
    found.map(({ accessKeyId }) => accessKeyId),
    ['role-1', 'role-1', 'role-1'],
  )
  t.is(asked.length, 1)
})

for (const { title, reason, status, body } of [
  {
    title: 'a role that is not given',
    reason: 'refused',
    status: 403,
    body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not yours</Message></Error></ErrorResponse>',
  },
  {
    title: 'an endpoint that is overloaded',
    reason: 'unreachable',
    status: 503,
    body: '<ErrorResponse><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code><Message>later</Message></Error></ErrorResponse>',
  },
] as const) {
  test.serial(`awsCredentials() fails as ${reason} for ${title}`, async (t) => {
    const { url } = await sts(t, () => ({ status, body }))
    environment(t, { ...KEYS, AWS_ENDPOINT_URL_STS: url, AWS_MAX_ATTEMPTS: '1' })
    const keys = awsCredentials({ role: { arn: 'arn:aws:iam::123456789012:role/export' }, region: 'eu-west-1' })
    const error = await t.throwsAsync(keys(), { instanceOf: AwsCredentialsError })
    t.is(error.reason, reason, error.message)
  })
}

test.serial('awsCredentials() fails as unreachable for an endpoint that is down', async (t) => {
  environment(t, { ...KEYS, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' })
  const keys = awsCredentials({ role: { arn: 'arn:aws:iam::123456789012:role/export' }, region: 'eu-west-1' })
  const error = await t.throwsAsync(keys(), { instanceOf: AwsCredentialsError })
  t.is(error.reason, 'unreachable', error.message)
})

test.serial('awsCredentials() fails as refused where there are none, and finds them later', async (t) => {
  environment(t, { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' })
  const keys = awsCredentials({})
  const error = await t.throwsAsync(keys(), { instanceOf: AwsCredentialsError })
  t.is(error.reason, 'refused')
  Object.assign(process.env, KEYS)
  t.like(await keys(), { accessKeyId: 'from-environment' })
})
