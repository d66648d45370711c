import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { KafkaConnectError } from '../../../../src/io/kafka/errors.ts'
import { oauthBearer } from '../../../../src/io/kafka/sasl/oauth-bearer.ts'
import { oauthTokens } from '../../../../src/io/kafka/sasl/oauth-tokens.ts'
import type { OauthClient } from '../../../../src/io/kafka/sasl/oauth-tokens.ts'

interface Endpoint {
  readonly client: OauthClient
  readonly asked: readonly { readonly body: string; readonly headers: IncomingMessage['headers'] }[]
}

const SECRET = 'a secret+100%'
const NEVER = new AbortController().signal

async function endpoint(
  t: ExecutionContext,
  answer: (count: number) => { status?: number; body: string },
): Promise<Endpoint> {
  const asked: { body: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ body, headers: request.headers })
      const { status = 200, body: reply } = answer(asked.length)
      response.writeHead(status, { 'content-type': 'application/json' }).end(reply)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const client = {
    tokenEndpoint: `http://127.0.0.1:${port}/token?key=hidden`,
    clientId: 'me:too',
    clientSecret: () => Promise.resolve(SECRET),
    scopes: ['read', 'write'],
    audience: 'kafka',
    extensions: { logicalCluster: 'lkc-1' },
  }
  return { client, asked }
}

test('oauthTokens() asks with the client credentials grant', async (t) => {
  const { client, asked } = await endpoint(t, () => ({
    body: '{"access_token":"abc","token_type":"bearer","expires_in":3600}',
  }))
  t.deepEqual(await oauthTokens(client)({ signal: NEVER }), {
    mechanism: 'OAUTHBEARER',
    token: 'abc',
    extensions: { logicalCluster: 'lkc-1' },
  })
  t.deepEqual(Object.fromEntries(new URLSearchParams(asked[0]?.body)), {
    grant_type: 'client_credentials',
    scope: 'read write',
    audience: 'kafka',
  })
  const identity = Buffer.from(String(asked[0]?.headers.authorization).slice('Basic '.length), 'base64').toString()
  t.is(identity, 'me%3Atoo:a+secret%2B100%25')
})

test('oauthTokens() uses a token while it lives, and fetches another one when it does not say how long', async (t) => {
  const long = await endpoint(t, (count) => ({
    body: `{"access_token":"t${count}","token_type":"bearer","expires_in":3600}`,
  }))
  const tokens = oauthTokens(long.client)
  await tokens({ signal: NEVER })
  t.like(await tokens({ signal: NEVER }), { token: 't1' })
  const unknown = await endpoint(t, (count) => ({ body: `{"access_token":"t${count}","token_type":"bearer"}` }))
  const fresh = oauthTokens(unknown.client)
  await fresh({ signal: NEVER })
  t.like(await fresh({ signal: NEVER }), { token: 't2' })
})

for (const { title, status, body, reason } of [
  { title: 'a client that is refused', status: 401, body: '{"error":"invalid_client"}', reason: 'authentication' },
  { title: 'an endpoint in trouble', status: 503, body: `no ${SECRET}`, reason: 'unreachable' },
  { title: 'an answer without a token', status: 200, body: '{}', reason: 'authentication' },
  {
    title: 'a token with a line break',
    status: 200,
    body: '{"access_token":"a\\nb","token_type":"bearer"}',
    reason: 'authentication',
  },
]) {
  test(`oauthTokens() fails for ${title}, and tells no secret`, async (t) => {
    const { client } = await endpoint(t, () => ({ status, body }))
    const error = await t.throwsAsync(oauthTokens(client)({ signal: NEVER }), { instanceOf: KafkaConnectError })
    t.is(error.reason, reason as never)
    t.notRegex(error.message, /a secret|hidden/)
  })
}

test('oauthTokens() fails for an endpoint that is down', async (t) => {
  const { client } = await endpoint(t, () => ({ body: '' }))
  const down = oauthTokens({ ...client, tokenEndpoint: 'http://127.0.0.1:1/token' })
  const error = await t.throwsAsync(down({ signal: NEVER }), { instanceOf: KafkaConnectError })
  t.is(error.reason, 'unreachable')
})

test('oauthBearer() sends token and extensions, and reads why the broker refuses', async (t) => {
  const client = oauthBearer({ mechanism: 'OAUTHBEARER', token: 'abc', extensions: { a: '1', b: '2' } })
  const first = await client.next(Buffer.alloc(0))
  t.is(String(first.value), 'n,,\x01auth=Bearer abc\x01a=1\x01b=2\x01\x01')
  t.is(String((await client.next(Buffer.from('{"status":"invalid_token"}'))).value), '\x01')
  await t.throwsAsync(client.next(Buffer.alloc(0)), { instanceOf: KafkaConnectError, message: /invalid_token/ })
})
