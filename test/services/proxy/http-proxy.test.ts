import { once } from 'node:events'
import { createServer, request as open, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { deferred } from '../../deferred.ts'
import type { Faults } from './faults.ts'
import { startHttpProxy, type HttpRequest, type OwnAnswer } from './http-proxy.ts'

test('hands on a request and its answer', async (t) => {
  const { put, seen } = await proxied(t)
  t.is(await put('body'), '201 PUT body')
  t.deepEqual(seen(), ['PUT'])
})

test('cuts the connection in place of an answer, after the server has done it', async (t) => {
  const { put, seen } = await proxied(t, { answer: ({ method }) => (method === 'PUT' ? 'cut' : 'pass') })
  await t.throwsAsync(() => put('body'), { message: /fetch failed/ })
  t.deepEqual(seen(), ['PUT'])
})

test('swallows an answer, and the client waits', async (t) => {
  const decided = deferred<undefined>()
  const drop = () => (decided.resolve(undefined), 'drop' as const)
  const { put, seen } = await proxied(t, { answer: drop })
  const patience = new AbortController()
  const answer = put('body', patience.signal)
  await decided.promise
  patience.abort(new Error('no more patience'))
  await t.throwsAsync(() => answer, { message: 'no more patience' })
  t.deepEqual(seen(), ['PUT'])
})

test('holds an answer back until it is let go', async (t) => {
  const held = deferred<'pass'>()
  const { put, arrived } = await proxied(t, { answer: () => held.promise })
  let answered = false
  const answer = put('body').finally(() => (answered = true))
  await arrived
  t.false(answered)
  held.resolve('pass')
  t.is(await answer, '201 PUT body')
})

test('answers by itself, and the server sees nothing', async (t) => {
  const { put, seen } = await proxied(t, { request: () => ({ status: 503, body: 'SlowDown' }) })
  t.is(await put('x'.repeat(1_000_000)), '503 SlowDown')
  t.deepEqual(seen(), [])
})

test('hands on what a client sends only when it is told to continue', async (t) => {
  const { endpoint, seen } = await proxied(t)
  const sent = open(endpoint, { method: 'PUT', headers: { expect: '100-continue' } })
  sent.flushHeaders()
  await once(sent, 'continue')
  sent.end('body')
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  answer.resume()
  t.is(answer.statusCode, 201)
  t.deepEqual(seen(), ['PUT'])
})

async function proxied(t: ExecutionContext, faults: Faults<HttpRequest, OwnAnswer> = {}) {
  const methods: string[] = []
  const arrived = deferred<undefined>()
  const server = createServer((request, response) => {
    methods.push(request.method ?? '')
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      response.writeHead(201).end(`PUT ${body}`)
      arrived.resolve(undefined)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy = await startHttpProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, faults)
  t.teardown(async () => {
    await proxy.close()
    server.close()
    server.closeAllConnections()
  })
  const put = async (body: string, signal?: AbortSignal): Promise<string> => {
    const answer = await fetch(proxy.endpoint, { method: 'PUT', body, signal: signal ?? null })
    return `${answer.status} ${await answer.text()}`
  }
  return { put, endpoint: proxy.endpoint, seen: () => methods, arrived: arrived.promise }
}
