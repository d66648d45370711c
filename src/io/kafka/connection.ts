import type { KafkaApi } from './protocol/api.ts'

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined
  /** From sending to the answer; by default that of the cluster. */
  readonly timeoutMs?: number | undefined
}

/** An encrypted and authenticated connection to one broker, where these are asked for. */
export interface KafkaConnection {
  /**
   * Sends at once, behind requests that are still open; a broker answers them in this order. Rejects with KafkaConnectError when it
   * was never sent, with KafkaLostError when no answer came (a time-out ends the connection: what stands behind it would wait too),
   * and with the signal's reason; sent or not is then unknown.
   */
  request<Q, R>(api: KafkaApi<Q, R>, request: Q, options: RequestOptions): Promise<R>
  /** Nobody reads an answer any more whose bytes stand in this memory: another one may be received into it. */
  recycle(memory: ArrayBufferLike): void
  /** Aborted with the error that ended the connection. */
  readonly closed: AbortSignal
  /** Idempotent. Open requests reject with KafkaLostError. */
  close(): void
}
