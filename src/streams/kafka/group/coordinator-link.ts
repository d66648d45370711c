import type { KafkaCluster } from '../../../io/kafka/cluster.ts'
import type { KafkaConnection } from '../../../io/kafka/connection.ts'
import { abortable } from '../../../io/kafka/abortable.ts'

/**
 * A member's way to the broker that coordinates its group: one connection that nobody else uses, since joining blocks it.
 * Found and opened when it is needed, again after it broke.
 */
export class CoordinatorLink {
  readonly #cluster: Pick<KafkaCluster, 'coordinator' | 'dedicated'>
  readonly #group: string
  #opening: Promise<KafkaConnection> | undefined
  #connection: KafkaConnection | undefined
  #life = new AbortController()
  #mayHaveMoved = false

  constructor(cluster: Pick<KafkaCluster, 'coordinator' | 'dedicated'>, group: string) {
    this.#cluster = cluster
    this.#group = group
  }

  /** Sends nothing of the group's. Rejects as the cluster does, with the signal's reason, or when `disconnect` is called. */
  open(signal?: AbortSignal): Promise<KafkaConnection> {
    if (this.#connection?.closed.aborted === true) this.disconnect()
    this.#opening ??= this.#open(this.#life.signal)
    return abortable(this.#opening, signal)
  }

  /** Ends the connection and what is open on it. The next one goes to whoever coordinates the group then. */
  disconnect(): void {
    this.#life.abort(new Error(`The connection to the coordinator of group "${this.#group}" was given up`))
    this.#life = new AbortController()
    this.#connection?.close()
    this.#connection = undefined
    this.#opening = undefined
    this.#mayHaveMoved = true
  }

  async #open(signal: AbortSignal): Promise<KafkaConnection> {
    try {
      const broker = await this.#cluster.coordinator(this.#group, { signal, fresh: this.#mayHaveMoved })
      const connection = await this.#cluster.dedicated(broker, { signal })
      if (signal.aborted) connection.close()
      signal.throwIfAborted()
      this.#mayHaveMoved = false
      this.#connection = connection
      return connection
    } catch (error) {
      if (!signal.aborted) this.disconnect()
      throw error
    }
  }
}
