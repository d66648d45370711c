import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { setImmediate } from 'node:timers/promises'
import { ChunkBody } from './chunk-body.ts'
import { WritesAhead } from './writes-ahead.ts'

/** A request as the SDK hands it over, signed. */
interface SignedRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly method: string
  readonly path: string
  readonly query?: { readonly [name: string]: string | readonly string[] | null }
  readonly headers: { readonly [name: string]: string }
  readonly body?: unknown
}

interface Answer {
  readonly response: {
    readonly statusCode: number
    readonly headers: Record<string, string>
    readonly body: IncomingMessage
  }
}

/** How long an answer to `Expect: 100-continue` is waited for: stores that do not support it get the body then. */
const CONTINUE_MS = 1000

/**
 * Sends the SDK's requests. Unlike the SDK's own it keeps connections for requests with `Expect: 100-continue` (a large
 * object that exists already is refused before it is sent) and writes a body of chunks without joining or copying them.
 */
export class RequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' }
  readonly #silenceMs: number
  readonly #http = new HttpAgent({ keepAlive: true })
  readonly #https = new HttpsAgent({ keepAlive: true })
  /** Signals of the calls whose requests were opened and may have reached the store. */
  readonly #opened = new WeakSet<AbortSignal>()

  /** `silenceMs`: a connection on which nothing moves for so long is closed. */
  constructor(silenceMs: number) {
    this.#silenceMs = silenceMs
  }

  async handle(signed: SignedRequest, { abortSignal }: { readonly abortSignal?: unknown } = {}): Promise<Answer> {
    const request = this.#open(signed)
    if (abortSignal instanceof AbortSignal) this.#opened.add(abortSignal)
    const release = destroyWhenAborted(request, abortSignal)
    request.once('close', release)
    request.on('timeout', () => request.destroy(silent(this.#silenceMs)))
    const sending = send(request, signed).catch((error: unknown) => request.destroy(asError(error)))
    const response = await answer(request)
    response.once('end', () => {
      // The rest of the body is not needed, and its memory may be reused.
      if (!request.writableFinished) request.destroy()
    })
    void sending
    return { response: { statusCode: response.statusCode ?? 0, headers: headersOf(response), body: response } }
  }

  /** Whether the call with this signal came as far as a request; what failed before never left the process. */
  mayHaveSent(signal: AbortSignal): boolean {
    return this.#opened.has(signal)
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {}
  }

  destroy(): void {
    this.#http.destroy()
    this.#https.destroy()
  }

  #open(signed: SignedRequest): ClientRequest {
    const { protocol, hostname, port, method, headers } = signed
    const options = {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      method,
      headers,
      path: pathOf(signed),
      timeout: this.#silenceMs,
      ...(port === undefined ? {} : { port }),
    }
    return protocol === 'http:'
      ? httpRequest({ ...options, agent: this.#http })
      : httpsRequest({ ...options, agent: this.#https })
  }
}

function pathOf({ path, query = {} }: SignedRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const values = value === null || typeof value === 'string' ? [value] : value
    return values.map((one) => (one === null ? escaped(name) : `${escaped(name)}=${escaped(one)}`))
  })
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

/** As signatures require it: everything but letters, digits and `-_.~`. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

function destroyWhenAborted(request: ClientRequest, signal: unknown): () => void {
  if (!(signal instanceof AbortSignal)) return () => undefined
  const destroy = (): void => void request.destroy(asError(signal.reason))
  if (signal.aborted) destroy()
  signal.addEventListener('abort', destroy, { once: true })
  return () => signal.removeEventListener('abort', destroy)
}

async function answer(request: ClientRequest): Promise<IncomingMessage> {
  return await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
  })
}

async function send(request: ClientRequest, { headers, body }: SignedRequest): Promise<void> {
  if (expectsContinue(headers) && !(await mayContinue(request))) return
  if (body instanceof ChunkBody) return writeChunks(request, body)
  if (typeof body === 'string' || body instanceof Uint8Array) request.end(body)
  else if (body === undefined || body === null) request.end()
  else throw new TypeError('Cannot send a body of this type')
}

function expectsContinue(headers: SignedRequest['headers']): boolean {
  return (headers['Expect'] ?? headers['expect']) === '100-continue'
}

/** Whether the store asks for the body. Where it answers without it, the connection cannot be used again. */
async function mayContinue(request: ClientRequest): Promise<boolean> {
  request.flushHeaders()
  const decided = new AbortController()
  const first = await new Promise<'body' | 'answer' | 'over'>((resolve) => {
    const timer = setTimeout(() => resolve('body'), CONTINUE_MS)
    decided.signal.addEventListener('abort', () => clearTimeout(timer))
    request.once('continue', () => resolve('body'))
    request.once('close', () => resolve('over'))
    request.once('response', () => resolve('answer'))
  })
  decided.abort()
  return first === 'body'
}

/** Ends early where the store answers before it has the whole body: its answer counts, not that it stopped reading. */
async function writeChunks(request: ClientRequest, body: ChunkBody): Promise<void> {
  const ahead = new WritesAhead(request, body)
  for (const chunk of body.chunks) {
    if (ahead.isOver) return
    ahead.write(chunk)
    if (ahead.isFull) {
      await ahead.someWritten()
      await readFirst()
    }
  }
  request.end()
}

/** A write to a connection that the store has closed loses the answer that came before, so what has arrived is read first. */
async function readFirst(): Promise<void> {
  await setImmediate()
  await setImmediate()
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    [value ?? ''].flat().join(','),
  ])
  return Object.fromEntries(entries)
}

function silent(ms: number): Error {
  return Object.assign(new Error(`nothing came for ${ms / 1000} seconds`), { code: 'ETIMEDOUT' })
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
