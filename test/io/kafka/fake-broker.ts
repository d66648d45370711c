import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { ExecutionContext } from 'ava'
import { API_VERSIONS } from '../../../src/io/kafka/protocol/messages/api-versions.ts'
import { WireReader } from '../../../src/io/kafka/protocol/wire-reader.ts'
import { WireWriter } from '../../../src/io/kafka/protocol/wire-writer.ts'

/** A request as it arrived. */
export interface SeenRequest {
  readonly apiKey: number
  readonly version: number
  readonly correlationId: number
  readonly clientId: string | undefined
}

export interface FakeBroker {
  readonly port: number
  readonly address: string
  readonly connections: readonly Socket[]
}

/** What to send for a request: a body behind the header, or `undefined` for nothing. */
export type Behaviour = (request: SeenRequest, socket: Socket) => Buffer | undefined

/** Listens and answers as told; for what a real broker cannot be brought to do. Ends with the test. */
export async function fakeBroker(t: Pick<ExecutionContext, 'teardown'>, behaviour: Behaviour): Promise<FakeBroker> {
  const connections: Socket[] = []
  const server = createServer((socket) => {
    connections.push(socket)
    socket.on('error', () => {})
    serve(socket, behaviour)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of connections) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, address: `127.0.0.1:${port}`, connections }
}

/** The answer of a broker that speaks these versions: `[key, lowest, highest]`. */
export function versionsAnswer(...ranges: readonly (readonly [number, number, number])[]): Buffer {
  const writer = new WireWriter().int16(0)
  writer.array(ranges, (_, [key, min, max]) => writer.int16(key).int16(min).int16(max).noTags())
  return writer.int32(0).noTags().finish()
}

/** One that speaks these versions and leaves the rest to another behaviour. */
export function speaking(ranges: readonly (readonly [number, number, number])[], then: Behaviour): Behaviour {
  return (request, socket) => (request.apiKey === API_VERSIONS.key ? versionsAnswer(...ranges) : then(request, socket))
}

function serve(socket: Socket, behaviour: Behaviour): void {
  let rest = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE()) {
      const size = rest.readInt32BE()
      answer(socket, behaviour, rest.subarray(4, 4 + size))
      rest = rest.subarray(4 + size)
    }
  })
}

function answer(socket: Socket, behaviour: Behaviour, frame: Buffer): void {
  const reader = new WireReader(frame)
  const request = {
    apiKey: reader.int16(),
    version: reader.int16(),
    correlationId: reader.int32(),
    clientId: reader.classicString(),
  }
  const body = behaviour(request, socket)
  if (body !== undefined) socket.write(answerTo(request, body))
}

/** The bytes of an answer, for one that is sent later. */
export function answerTo({ apiKey, correlationId }: SeenRequest, body: Buffer): Buffer {
  // The header of ApiVersions has no tagged fields.
  const head = Buffer.alloc(apiKey === API_VERSIONS.key ? 8 : 9)
  head.writeInt32BE(body.length + head.length - 4)
  head.writeInt32BE(correlationId, 4)
  return Buffer.concat([head, body])
}
