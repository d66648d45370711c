import test from 'ava'
import { KafkaConnectError } from '../../../../src/io/kafka/errors.ts'
import { awsMskIam } from '../../../../src/io/kafka/sasl/aws-msk-iam.ts'
import type { AwsCredentials } from '../../../../src/io/kafka/sasl/credentials.ts'

const HOST = 'b-1.demo.abc123.c2.kafka.eu-central-1.amazonaws.com'
const NOW = new Date('2026-03-04T05:06:07.890Z')
const KEY: AwsCredentials = {
  mechanism: 'AWS_MSK_IAM',
  region: undefined,
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: undefined,
}

async function payload(key: AwsCredentials, host = HOST): Promise<unknown> {
  const { value } = await awsMskIam(key, { host, now: NOW }).next(Buffer.alloc(0))
  return JSON.parse(String(value))
}

// Made once by an implementation of Signature Version 4 of our own, which the signer of the SDK must agree with.
for (const { sessionToken, signature } of [
  { sessionToken: undefined, signature: '4cf41222491387b08d4c6ff51f32ea581ac9357ba3e9dc453be59877c524298d' },
  {
    sessionToken: 'FwoGZXIvYXdzEA//+==',
    signature: '674ac7c2c5717b45df097a52d111f86ad4af148e5a8b10d7174b21929b76a387',
  },
]) {
  test(`awsMskIam() signs ${sessionToken === undefined ? 'with a key' : 'with a key and its session'}`, async (t) => {
    t.deepEqual(await payload({ ...KEY, sessionToken }), {
      version: '2020_10_22',
      host: HOST,
      'user-agent': 'strmctl',
      action: 'kafka-cluster:Connect',
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': 'AKIDEXAMPLE/20260304/eu-central-1/kafka-cluster/aws4_request',
      'x-amz-date': '20260304T050607Z',
      'x-amz-expires': '900',
      'x-amz-signedheaders': 'host',
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
      'x-amz-signature': signature,
    })
  })
}

test('awsMskIam() takes the region that it is given where the name of the broker has none', async (t) => {
  const signed = await payload({ ...KEY, region: 'us-west-2' }, 'broker.example.org')
  t.like(signed, { 'x-amz-credential': 'AKIDEXAMPLE/20260304/us-west-2/kafka-cluster/aws4_request' })
  await t.throwsAsync(payload(KEY, 'broker.example.org'), { instanceOf: KafkaConnectError })
})

test('awsMskIam() prefers the region in the name of the broker to the one of the environment', async (t) => {
  const key = { ...KEY, defaultRegion: 'us-west-2' }
  t.regex(JSON.stringify(await payload(key, 'b-1.x.kafka.eu-west-1.amazonaws.com')), /eu-west-1\/kafka-cluster/)
  t.regex(JSON.stringify(await payload(key, 'broker.example.org')), /us-west-2\/kafka-cluster/)
})
