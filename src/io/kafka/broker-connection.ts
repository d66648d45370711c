import type { Socket } from 'node:net'
import { sharedAbort } from './abortable.ts'
import type { KafkaConnection, RequestOptions } from './connection.ts'
import { KafkaConnectError, KafkaLostError } from './errors.ts'
import type { FrameReceiver } from './frame-receiver.ts'
import { OpenRequest } from './open-request.ts'
import type { KafkaApi } from './protocol/api.ts'
import { decodeResponse, encodeRequest } from './protocol/framing.ts'
import type { ApiVersionRange } from './protocol/messages/api-versions.ts'
import { API_VERSIONS } from './protocol/messages/api-versions.ts'
import { WireError } from './protocol/wire-error.ts'

export interface BrokerConnectionOptions {
  /** `host:port`, for messages. */
  readonly broker: string
  readonly clientId: string
  readonly requestTimeoutMs: number
}

/** Requests and their answers over one socket, in one order. */
export class BrokerConnection implements KafkaConnection {
  readonly #socket: Socket
  readonly #receiver: FrameReceiver
  readonly #options: BrokerConnectionOptions
  readonly #closed = sharedAbort()
  readonly #open: OpenRequest[] = []
  readonly #idle: (() => void)[] = []
  #versions: ReadonlyMap<number, ApiVersionRange> = new Map([
    [API_VERSIONS.key, { apiKey: API_VERSIONS.key, minVersion: 0, maxVersion: Math.max(...API_VERSIONS.versions) }],
  ])
  #correlationId = 0

  constructor(opened: { readonly socket: Socket; readonly receiver: FrameReceiver }, options: BrokerConnectionOptions) {
    this.#socket = opened.socket
    this.#receiver = opened.receiver
    this.#options = options
    opened.receiver.deliverTo((frame) => this.#receive(frame))
    opened.socket.once('error', (error) => this.#end(this.#broken(error)))
    opened.socket.once('close', () => this.#end(this.#broken()))
    if (opened.socket.destroyed) this.#end(this.#broken())
  }

  get closed(): AbortSignal {
    return this.#closed.signal
  }

  /** The versions that the broker offers. Until they are known, only ApiVersions can be sent. */
  speak(versions: readonly ApiVersionRange[]): void {
    this.#receiver.trust()
    this.#versions = new Map(versions.map((range) => [range.apiKey, range]))
  }

  async request<Q, R>(api: KafkaApi<Q, R>, request: Q, options: RequestOptions): Promise<R> {
    options.signal?.throwIfAborted()
    const subject = `${api.name} to broker "${this.#options.broker}"`
    if (this.closed.aborted)
      throw new KafkaConnectError('unreachable', `Cannot send ${subject}: the connection is closed`, {
        cause: this.closed.reason,
      })
    const version = this.#versionFor(api)
    const correlationId = (this.#correlationId = (this.#correlationId + 1) & 0x7fffffff)
    const bytes = encodeRequest(api, request, { version, correlationId, clientId: this.#options.clientId })
    const open = new OpenRequest({ correlationId, subject, ...this.#limits(options) })
    this.#open.push(open)
    this.#socket.write(bytes)
    const frame = await open.answer
    return this.#decoded(() => decodeResponse(api, frame, version), subject)
  }

  recycle(memory: ArrayBufferLike): void {
    this.#receiver.recycle(memory)
  }

  /** Resolves when no request is open, or the connection is closed. */
  idle(): Promise<void> {
    if (this.#open.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  close(reason: Error = new KafkaLostError(`Connection to broker "${this.#options.broker}" was closed by us`)): void {
    this.#end(reason)
  }

  #limits(
    options: RequestOptions,
  ): Pick<ConstructorParameters<typeof OpenRequest>[0], 'signal' | 'timeoutMs' | 'onTimeout'> {
    const timeoutMs = options.timeoutMs ?? this.#options.requestTimeoutMs
    return { signal: options.signal, timeoutMs, onTimeout: (error) => this.#end(error) }
  }

  #versionFor(api: KafkaApi<never, unknown>): number {
    const range = this.#versions.get(api.key)
    const common = api.versions.filter((it) => range !== undefined && it >= range.minVersion && it <= range.maxVersion)
    const highest = common.at(-1)
    if (highest !== undefined) return highest
    const theirs =
      range === undefined ? 'does not know it' : `speaks its versions ${range.minVersion} to ${range.maxVersion}`
    const problem = `the broker ${theirs}, and ${api.versions.join(', ')} can be sent`
    throw new KafkaConnectError('protocol', `Cannot send ${api.name} to broker "${this.#options.broker}": ${problem}`)
  }

  #receive(frame: Buffer): void {
    const open = this.#open.shift()
    if (open === undefined) throw new WireError('Cannot use an answer: nothing was asked')
    const correlationId = frame.readInt32BE()
    if (open.correlationId !== correlationId) {
      open.lose(new KafkaLostError(`No answer to ${open.subject}: another one came`))
      throw new WireError(`Cannot use answer ${correlationId}: ${open.correlationId} was to come`)
    }
    open.complete(frame)
    this.#tellIdle()
  }

  #decoded<R>(decode: () => R, subject: string): R {
    try {
      return decode()
    } catch (cause) {
      if (cause instanceof WireError) throw new KafkaLostError(`No usable answer to ${subject}`, { cause })
      throw cause
    }
  }

  #broken(cause?: Error): KafkaLostError {
    const how = cause === undefined ? 'was closed by the broker' : `broke: ${cause.message}`
    return new KafkaLostError(`Connection to broker "${this.#options.broker}" ${how}`, { cause })
  }

  #end(reason: Error): void {
    if (this.closed.aborted) return
    this.#closed.abort(reason)
    this.#socket.destroy()
    for (const open of this.#open.splice(0)) open.lose(this.#unanswered(open, reason))
    this.#tellIdle()
  }

  #unanswered({ subject }: OpenRequest, cause: Error): KafkaLostError {
    return new KafkaLostError(`No answer to ${subject}: ${cause.message}`, { cause })
  }

  #tellIdle(): void {
    if (this.#open.length === 0) for (const tell of this.#idle.splice(0)) tell()
  }
}
