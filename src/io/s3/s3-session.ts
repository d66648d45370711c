import { once } from 'node:events'
import type * as Sdk from '@aws-sdk/client-s3'
import { linkedAbort } from '../../lib/linked-abort.ts'
import { hideNodeWarning, SILENT_LOGGER } from '../aws/sdk-output.ts'
import { payloadHash } from './payload-hash.ts'
import { RequestHandler } from './request-handler.ts'
import { S3Error, s3Error } from './s3-error.ts'
import type { S3Credentials } from './s3-settings.ts'

/** A bucket and the way to it, with everything decided. */
export interface S3SessionSettings {
  readonly bucket: string
  /** Undefined: that of the environment or profile; with an endpoint `us-east-1`. */
  readonly region?: string | undefined
  /** Undefined: AWS. */
  readonly endpoint?: string | undefined
  readonly pathStyle: boolean
  /** Profile of the shared AWS configuration. */
  readonly profile?: string | undefined
  /** Called before every request, so that new ones are used at once. Rejects with CredentialError or S3CredentialsError. Undefined: the default chain of AWS. */
  readonly credentials?: (() => Promise<S3Credentials>) | undefined
  /** A connection on which nothing moves for so long is closed: milliseconds. */
  readonly silenceMs: number
}

/** What one call to the store may use. */
export interface S3Call {
  readonly sdk: typeof Sdk
  readonly client: Sdk.S3Client
  readonly bucket: string
  readonly options: { readonly abortSignal: AbortSignal }
}

/** Bodies of this size and larger are sent only when the store asks for them. */
const EXPECT_CONTINUE_BYTES = 1 << 20
/** The SDK asks again for credentials that are about to expire: with this it asks before every request. */
const ALREADY = 0
const AFTERWARDS_MS = 5000

/** The way to one bucket: the SDK, loaded at the first call, and its connections. */
export class S3Session {
  readonly #settings: S3SessionSettings
  readonly #handler: RequestHandler
  #opened: Promise<{ readonly sdk: typeof Sdk; readonly client: Sdk.S3Client }> | undefined
  #hidden: readonly string[] = []
  readonly #afterwards = new Set<Promise<unknown>>()

  constructor(settings: S3SessionSettings) {
    this.#settings = settings
    this.#handler = new RequestHandler(settings.silenceMs)
  }

  /** One attempt. Rejects with S3Error, or with the signal's reason as soon as it is aborted; a body that it resolves with does not follow the signal. */
  async call<Output>(use: (call: S3Call) => Promise<Output>, signal: AbortSignal): Promise<Output> {
    const linked = linkedAbort(signal)
    try {
      return await untilAborted(this.#call(use, linked.signal), linked.signal)
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error
      throw s3Error(error, this.#hidden, this.#handler.mayHaveSent(linked.signal))
    } finally {
      linked.release()
    }
  }

  /** An error that came with the body of an answer. */
  failure(error: unknown): Error {
    return s3Error(error, this.#hidden, true)
  }

  /** Runs an action in the background; `close` waits for it, a few seconds at most. Its failures are ignored. */
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
    const { sdk, client } = await (this.#opened ??= this.#open().catch((error: unknown) => this.#forget(error)))
    return use({ sdk, client, bucket: this.#settings.bucket, options: { abortSignal: signal } })
  }

  /** The region may be configured later. */
  #forget(error: unknown): never {
    this.#opened = undefined
    throw error
  }

  async #open(): Promise<{ readonly sdk: typeof Sdk; readonly client: Sdk.S3Client }> {
    hideNodeWarning()
    const sdk = await import('@aws-sdk/client-s3')
    const client = new sdk.S3Client(this.#configuration())
    await client.config.region().catch(refuseWithoutRegion)
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
    const { region, endpoint, pathStyle, profile, credentials } = this.#settings
    const where = region ?? (endpoint === undefined ? undefined : 'us-east-1')
    return {
      requestHandler: this.#handler,
      logger: SILENT_LOGGER,
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

/** The result of an action, or the signal's reason as soon as it is aborted; the action may go on then. */
async function untilAborted<Result>(action: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const finished = new AbortController()
  try {
    return await Promise.race([action, rejectWhenAborted(signal, finished.signal)])
  } finally {
    finished.abort()
  }
}

async function rejectWhenAborted(signal: AbortSignal, noLonger: AbortSignal): Promise<never> {
  signal.throwIfAborted()
  await once(signal, 'abort', { signal: noLonger })
  throw signal.reason
}

function refuseWithoutRegion(): never {
  throw new S3Error('no region is configured', { code: 'RegionMissing', status: undefined, region: undefined })
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
