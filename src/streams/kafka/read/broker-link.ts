import type { KafkaConnection } from '../../../io/kafka/connection.ts'
import { FETCH } from '../../../io/kafka/protocol/messages/fetch.ts'
import type { FetchPartitionResponse, FetchResponse } from '../../../io/kafka/protocol/messages/fetch.ts'
import { errorName } from '../../../io/kafka/protocol/error-codes.ts'
import { fetchRequest } from './fetch-request.ts'
import type { Fetch } from './fetch-request.ts'
import type { ReadDeps } from './read-deps.ts'

/** A dedicated connection to one broker, opened by the first fetch: a fetch waits there for records. */
export class BrokerLink {
  readonly #deps: ReadDeps
  readonly #broker: number
  readonly #over = new AbortController()
  #connection: KafkaConnection | undefined

  constructor(deps: ReadDeps, broker: number) {
    this.#deps = deps
    this.#broker = broker
  }

  /** One at a time. Rejects with an error of `io/kafka`, when closed too. */
  async fetch(fetch: Fetch): Promise<readonly FetchPartitionResponse[]> {
    const signal = this.#over.signal
    this.#connection ??= await this.#deps.cluster.dedicated(this.#broker, { signal })
    if (signal.aborted) this.#connection.close()
    const timeoutMs = fetch.wait.maxWaitMs + this.#deps.requestTimeoutMs
    return partitionsOf(await this.#connection.request(FETCH, fetchRequest(fetch), { signal, timeoutMs }))
  }

  /** These answers are not read any more: their memory is reused for the next ones. */
  recycle(answers: readonly FetchPartitionResponse[]): void {
    const memory = answers.find(({ records }) => records !== undefined)?.records?.buffer
    if (memory !== undefined) this.#connection?.recycle(memory)
  }

  /** Idempotent. */
  close(): void {
    this.#over.abort(CLOSED)
    this.#connection?.close()
  }
}

const CLOSED = new Error('Connection for reading was closed')

function partitionsOf({ errorCode, responses }: FetchResponse): readonly FetchPartitionResponse[] {
  if (errorCode !== 0) throw new Error(`Cannot fetch: the broker answers ${errorName(errorCode)}`)
  return responses.flatMap(({ partitions }) => partitions)
}
