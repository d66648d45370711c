import { abortable, sharedAbort } from './abortable.ts'
import { formatAddress } from './broker-address.ts'
import type { BrokerAddress } from './broker-address.ts'
import type { KafkaConnection } from './connection.ts'
import { KafkaConnectError } from './errors.ts'

type Connect = (address: BrokerAddress, signal: AbortSignal) => Promise<KafkaConnection>

interface Entry {
  readonly address: BrokerAddress
  readonly opening: Promise<KafkaConnection>
  connection: KafkaConnection | undefined
  /** Monotonic milliseconds. */
  lastUse: number
}

/** Brokers close what was idle for ten minutes (`connections.max.idle.ms`), and a request must not meet that. */
const MAX_IDLE_MS = 9 * 60_000

/** One connection to each broker, opened on first use and shared by all; one that has ended is opened again on the next use. */
export class ConnectionPool {
  readonly #connect: Connect
  readonly #entries = new Map<string, Entry>()
  readonly #closed = sharedAbort()

  constructor(connect: Connect) {
    this.#connect = connect
  }

  /** Addresses of the connections that are open. */
  open(): readonly BrokerAddress[] {
    return [...this.#entries.values()].filter((it) => it.connection !== undefined).map(({ address }) => address)
  }

  /** Rejects as `connect` does; a signal ends the wait of its owner only. */
  async get(address: BrokerAddress, signal: AbortSignal | undefined): Promise<KafkaConnection> {
    signal?.throwIfAborted()
    this.#closed.signal.throwIfAborted()
    const key = formatAddress(address)
    const known = this.#entries.get(key)
    const now = performance.now()
    if (known !== undefined && now - known.lastUse > MAX_IDLE_MS) this.#drop(key, known)
    const entry = this.#entries.get(key) ?? this.#start(key, address)
    entry.lastUse = now
    return abortable(entry.opening, signal)
  }

  /** Idempotent. */
  close(): void {
    this.#closed.abort(new KafkaConnectError('unreachable', 'Cannot connect to a broker: the cluster was closed'))
    for (const [key, entry] of this.#entries) this.#drop(key, entry)
  }

  #start(key: string, address: BrokerAddress): Entry {
    const opening = this.#connect(address, this.#closed.signal)
    const entry: Entry = { address, opening, connection: undefined, lastUse: 0 }
    this.#entries.set(key, entry)
    opening.then(
      (connection) => this.#opened(key, entry, connection),
      () => this.#drop(key, entry),
    )
    return entry
  }

  #opened(...[key, entry, connection]: [string, Entry, KafkaConnection]): void {
    if (this.#entries.get(key) !== entry) return connection.close()
    entry.connection = connection
    const drop = (): void => this.#drop(key, entry)
    if (connection.closed.aborted) drop()
    else connection.closed.addEventListener('abort', drop, { once: true })
  }

  #drop(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
    entry.connection?.close()
  }
}
