import type * as Sdk from '@aws-sdk/client-s3'
import { linkedAbort } from '../../lib/linked-abort.ts'
import { payloadHash } from './payload-hash.ts'
import { RequestHandler } from './request-handler.ts'
import { s3Error } from './s3-error.ts'
import type { S3Credentials, S3Place } from './s3-place.ts'
import { untilAborted } from './until-aborted.ts'

/** What one call to the store may use. */
export interface S3Call {
  readonly sdk: typeof Sdk
  readonly client: Sdk.S3Client
  readonly bucket: string
  readonly options: { readonly abortSignal: AbortSignal }
}

/** Bodies from this size on are sent only when the store wants them. */
const EXPECT_CONTINUE_BYTES = 1 << 20
/** The SDK asks again for credentials that are about to expire: so it asks before every request. */
const ALREADY = 0
const AFTERWARDS_MS = 5000

/** What the SDK has to say is said by its errors. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} }

/** The way to one bucket: the SDK, loaded at the first call, and its connections. */
export class S3Session {
  readonly #place: S3Place
  readonly #handler: RequestHandler
  #opened: Promise<{ readonly sdk: typeof Sdk; readonly client: Sdk.S3Client }> | undefined
  #hidden: readonly string[] = []
  readonly #afterwards = new Set<Promise<unknown>>()

  constructor(place: S3Place) {
    this.#place = place
    this.#handler = new RequestHandler(place.silenceMs)
  }

  /** One attempt. Rejects with S3Error, or with the signal's reason as soon as it is aborted; a body that it gives does not follow the signal. */
  async call<Output>(use: (call: S3Call) => Promise<Output>, signal: AbortSignal): Promise<Output> {
    const linked = linkedAbort(signal)
    try {
      return await untilAborted(this.#call(use, linked.signal), linked.signal)
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error
      throw this.failure(error)
    } finally {
      linked.release()
    }
  }

  /** An error that came with the body of an answer. */
  failure(error: unknown): Error {
    return s3Error(error, this.#hidden)
  }

  /** Does something that nobody waits for; `close` does, a little. Failures of it are of no consequence. */
  afterwards(action: (signal: AbortSignal) => Promise<unknown>): void {
    const done = action(AbortSignal.timeout(AFTERWARDS_MS))
      .catch(() => undefined)
      .finally(() => this.#afterwards.delete(done))
    this.#afterwards.add(done)
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await Promise.all(this.#afterwards)
    this.#handler.destroy()
  }

  async #call<Output>(use: (call: S3Call) => Promise<Output>, signal: AbortSignal): Promise<Output> {
    signal.throwIfAborted()
    const { sdk, client } = await (this.#opened ??= this.#open())
    return use({ sdk, client, bucket: this.#place.bucket, options: { abortSignal: signal } })
  }

  async #open(): Promise<{ readonly sdk: typeof Sdk; readonly client: Sdk.S3Client }> {
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
    const sdk = await import('@aws-sdk/client-s3')
    const client = new sdk.S3Client(this.#configuration())
    client.middlewareStack.add(
      (next) => async (args) => {
        const request = isRequest(args.request) ? args.request : undefined
        const hash = request && (await payloadHash(request))
        if (request !== undefined && hash !== undefined) request.headers['x-amz-content-sha256'] = hash
        return next(args)
      },
      { step: 'build', name: 'payloadHash' },
    )
    return { sdk, client }
  }

  #configuration(): Sdk.S3ClientConfig {
    const { region, endpoint, pathStyle, profile, credentials } = this.#place
    const where = region ?? (endpoint === undefined ? undefined : 'us-east-1')
    return {
      requestHandler: this.#handler,
      logger: SILENT,
      maxAttempts: 1,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      expectContinueHeader: EXPECT_CONTINUE_BYTES,
      forcePathStyle: pathStyle,
      ...(where === undefined ? {} : { region: where }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(profile === undefined ? {} : { profile }),
      ...(credentials === undefined ? {} : { credentials: () => this.#fresh(credentials) }),
    }
  }

  async #fresh(credentials: () => Promise<S3Credentials>): Promise<S3Credentials & { readonly expiration: Date }> {
    const found = await credentials()
    this.#hidden = [found.secretAccessKey, found.accessKeyId, found.sessionToken ?? ''].filter((text) => text !== '')
    return { ...found, expiration: new Date(ALREADY) }
  }
}

interface BuiltRequest {
  readonly protocol: string
  readonly hostname: string
  readonly headers: { [name: string]: string }
  readonly body?: unknown
}

function isRequest(value: unknown): value is BuiltRequest {
  return typeof value === 'object' && value !== null && 'headers' in value && 'hostname' in value
}
