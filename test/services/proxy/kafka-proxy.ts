import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Faults, Proxy } from './faults.ts'
import { frames } from './frames.ts'

/** The numbers of the requests that tests meddle with: "Api Keys" of the Kafka protocol guide. */
export const API = {
  Produce: 0,
  Fetch: 1,
  ListOffsets: 2,
  Metadata: 3,
  OffsetCommit: 8,
  OffsetFetch: 9,
  FindCoordinator: 10,
  JoinGroup: 11,
  Heartbeat: 12,
  LeaveGroup: 13,
  SyncGroup: 14,
} as const

/** The header of a request. */
export interface KafkaRequest {
  readonly apiKey: number
  readonly apiVersion: number
  /** Counts up on one connection. */
  readonly correlationId: number
}

export interface ProxyRoute {
  /** Port of 127.0.0.1 to listen on. */
  readonly from: number
  /** Port of 127.0.0.1 that the server listens on. */
  readonly to: number
}

/**
 * Forwards the Kafka protocol and asks `faults` about every request and answer. Brokers tell clients their own addresses,
 * so only a listener whose advertised port is the proxy's stays behind it: `startCluster` makes one, PROXIED.
 */
export async function startKafkaProxy(
  { from, to }: ProxyRoute,
  first: Faults<KafkaRequest> = {},
): Promise<Proxy<KafkaRequest>> {
  let faults = first
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const broker = connect(to, '127.0.0.1')
    for (const socket of [client, broker]) {
      sockets.add(socket.setNoDelay())
      socket.once('close', () => sockets.delete(socket))
      socket.on('error', () => undefined)
    }
    const waiting = new Map<number, KafkaRequest>()
    const pair = { client, broker, waiting, faults: () => faults }
    void Promise.allSettled([forwardRequests(pair), forwardAnswers(pair)]).then(() => cut(pair))
  })
  server.listen(from, '127.0.0.1')
  await once(server, 'listening')
  const cutAll = (): void => sockets.forEach((socket) => socket.destroy())
  return {
    address: `127.0.0.1:${from}`,
    become: (next = {}) => {
      faults = next
    },
    cutAll,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      cutAll()
      await closed
    },
  }
}

interface Pair {
  readonly client: Socket
  readonly broker: Socket
  /** Requests without an answer yet, by correlation id. */
  readonly waiting: Map<number, KafkaRequest>
  readonly faults: () => Faults<KafkaRequest>
}

async function forwardRequests(pair: Pair): Promise<void> {
  for await (const frame of frames(pair.client)) {
    const request = {
      apiKey: frame.readInt16BE(4),
      apiVersion: frame.readInt16BE(6),
      correlationId: frame.readInt32BE(8),
    }
    const fate = (await pair.faults().request?.(request)) ?? 'pass'
    if (fate === 'cut') return cut(pair)
    if (fate === 'drop') continue
    pair.waiting.set(request.correlationId, request)
    await write(pair.broker, frame)
  }
  pair.broker.end()
}

async function forwardAnswers(pair: Pair): Promise<void> {
  for await (const frame of frames(pair.broker)) {
    const correlationId = frame.readInt32BE(4)
    const request = pair.waiting.get(correlationId)
    pair.waiting.delete(correlationId)
    const fate = (request === undefined ? undefined : await pair.faults().answer?.(request)) ?? 'pass'
    if (fate === 'cut') return cut(pair)
    if (fate === 'pass') await write(pair.client, frame)
  }
  pair.client.end()
}

function cut({ client, broker }: Pair): void {
  client.destroy()
  broker.destroy()
}

async function write(socket: Socket, frame: Buffer): Promise<void> {
  if (!socket.destroyed && !socket.write(frame)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
}
