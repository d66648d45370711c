import { abortable } from './abortable.ts'
import type { BrokerAddress } from './broker-address.ts'
import type { BrokerConnection } from './broker-connection.ts'
import type { KafkaConnection, RequestOptions } from './connection.ts'
import { KafkaConnectError } from './errors.ts'
import type { KafkaApi } from './protocol/api.ts'
import { authenticate } from './sasl/authenticate.ts'
import type { SaslCredentialsSource } from './sasl/credentials.ts'

interface Identity {
  readonly address: BrokerAddress
  readonly credentials: SaslCredentialsSource
}

/** A broker ends connections that are used after the end of their session, so it is renewed well before. */
const SHARE_OF_LIFETIME = 0.85
/** A broker refuses to be asked again within a second. */
const MIN_INTERVAL_MS = 1_100

/**
 * A connection that authenticates again before its session ends (KIP-368): the first request that finds this due waits until all open
 * ones are answered and the broker has agreed. An idle connection does nothing; a broker lets it renew late.
 */
export class AuthenticatedConnection implements KafkaConnection {
  readonly #connection: BrokerConnection
  readonly #identity: Identity
  #due = Infinity
  #renewal: Promise<void> | undefined

  private constructor(connection: BrokerConnection, identity: Identity) {
    this.#connection = connection
    this.#identity = identity
  }

  /** Rejects with KafkaConnectError. */
  static async open(
    connection: BrokerConnection,
    { signal, ...identity }: Identity & { readonly signal: AbortSignal },
  ): Promise<AuthenticatedConnection> {
    const authenticated = new AuthenticatedConnection(connection, identity)
    await authenticated.#authenticate(signal)
    return authenticated
  }

  get closed(): AbortSignal {
    return this.#connection.closed
  }

  async request<Q, R>(api: KafkaApi<Q, R>, request: Q, options: RequestOptions): Promise<R> {
    while (this.#renewal !== undefined || performance.now() >= this.#due) {
      await abortable((this.#renewal ??= this.#renew()), options.signal)
    }
    return this.#connection.request(api, request, options)
  }

  recycle(memory: ArrayBufferLike): void {
    this.#connection.recycle(memory)
  }

  close(): void {
    this.#connection.close()
  }

  async #renew(): Promise<void> {
    try {
      await this.#connection.idle()
      await this.#authenticate(this.closed)
    } catch (cause) {
      const error = cause instanceof KafkaConnectError ? cause : unrenewed(cause)
      this.#connection.close(error)
      throw error
    } finally {
      this.#renewal = undefined
    }
  }

  async #authenticate(signal: AbortSignal): Promise<void> {
    const { address, credentials } = this.#identity
    const begun = performance.now()
    const lifetimeMs = await authenticate(this.#connection, {
      credentials: await abortable(credentials({ signal }), signal),
      host: address.host,
      signal,
    })
    this.#due = lifetimeMs > 0 ? begun + Math.max(lifetimeMs * SHARE_OF_LIFETIME, MIN_INTERVAL_MS) : Infinity
  }
}

function unrenewed(cause: unknown): KafkaConnectError {
  return new KafkaConnectError('unreachable', 'Cannot authenticate again: the connection has ended', { cause })
}
