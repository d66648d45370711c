import { once } from 'node:events'
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Faults, Proxy } from './faults.ts'

export interface HttpRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
}

/** An answer that the proxy gives by itself; the server never sees the request. */
export interface OwnAnswer {
  readonly status: number
  readonly body?: string
}

/** Forwards HTTP to an endpoint and asks `faults` about every request and answer. Host and signature stay the client's. */
export async function startHttpProxy(
  endpoint: string,
  first: Faults<HttpRequest, OwnAnswer> = {},
): Promise<Proxy<HttpRequest, OwnAnswer> & { readonly endpoint: string }> {
  let faults = first
  const server = createServer((incoming, outgoing) => {
    incoming.on('error', () => undefined)
    outgoing.on('error', () => undefined)
    forward({ endpoint, incoming, outgoing, faults: () => faults }).catch(() => incoming.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address,
    endpoint: `http://${address}`,
    become: (next = {}) => {
      faults = next
    },
    cutAll: () => server.closeAllConnections(),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

interface Exchange {
  readonly endpoint: string
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly faults: () => Faults<HttpRequest, OwnAnswer>
}

async function forward(exchange: Exchange): Promise<void> {
  const { endpoint, incoming, outgoing, faults } = exchange
  const { method = 'GET', url = '/' } = incoming
  const before = (await faults().request?.({ method, url })) ?? 'pass'
  if (before === 'drop') return
  if (before === 'cut') return void incoming.socket.destroy()
  if (before !== 'pass') return answerItself(exchange, before)
  // Our own server has said "continue" already.
  const headers = { ...incoming.headers }
  delete headers.expect
  const onward = send(`${endpoint}${url}`, { method, headers })
  // Also after its answer has begun.
  onward.on('error', () => incoming.socket.destroy())
  incoming.once('close', () => incoming.complete || onward.destroy())
  incoming.pipe(onward)
  const [answer] = (await once(onward, 'response')) as [IncomingMessage]
  const after = (await faults().answer?.({ method, url })) ?? 'pass'
  if (after === 'pass') {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(outgoing)
    return
  }
  answer.resume()
  if (after === 'cut') incoming.socket.destroy()
}

/** As a store does when it is busy: the body of the request is read to its end first. */
function answerItself({ incoming, outgoing }: Exchange, { status, body = '' }: OwnAnswer): void {
  incoming.resume()
  incoming.once('end', () => outgoing.writeHead(status).end(body))
}
