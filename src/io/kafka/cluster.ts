import type { KafkaConnection, RequestOptions } from './connection.ts'
import type { KafkaApi } from './protocol/api.ts'
import type { SaslCredentialsSource } from './sasl/credentials.ts'
import type { TlsSettings } from './tls-settings.ts'

/** What is known of a topic. */
export interface TopicMetadata {
  readonly name: string
  /** Text of a UUID; zeros where the broker knows no ids. */
  readonly id: string
  /** Ascending. */
  readonly partitions: readonly PartitionMetadata[]
}

export interface PartitionMetadata {
  readonly partition: number
  /** Node id; -1: there is none now. */
  readonly leader: number
  readonly leaderEpoch: number
}

export interface LookUpOptions {
  readonly signal: AbortSignal
  /** Asks again instead of answering from memory. */
  readonly fresh?: boolean
}

/** Brokers that belong together. Nothing is ever sent twice: what to do about a lost request is for the caller to decide. */
export interface KafkaCluster {
  /** Asks any broker that can be reached. */
  requestAny<Q, R>(api: KafkaApi<Q, R>, request: Q, options: RequestOptions): Promise<R>
  /** Over the connection to this broker that all share. */
  request<Q, R>(broker: number, ...call: KafkaCall<Q, R>): Promise<R>
  /** A connection of one's own, for requests that a broker answers late: the caller closes it. */
  dedicated(broker: number, options: { readonly signal: AbortSignal }): Promise<KafkaConnection>
  /** `undefined`: there is no such topic, or we may not see it. Rejects with KafkaResponseError. */
  topic(name: string, options: LookUpOptions): Promise<TopicMetadata | undefined>
  /** Node id of the broker that coordinates the group. Rejects with KafkaResponseError. */
  coordinator(group: string, options: LookUpOptions): Promise<number>
  /** Idempotent. Connections that were handed out by `dedicated` stay with their owners. */
  close(): Promise<void>
}

/** The parameters of KafkaConnection.request. */
export type KafkaCall<Q, R> = readonly [api: KafkaApi<Q, R>, request: Q, options: RequestOptions]

export interface KafkaClusterOptions {
  /** `host:port` of the brokers to ask first. */
  readonly bootstrapServers: readonly string[]
  readonly clientId: string
  /** From sending a request to its answer. */
  readonly requestTimeoutMs: number
  /** From beginning to connect until the first request may be sent: name, socket, TLS, versions and authentication. */
  readonly connectTimeoutMs: number
  /** Asked at each connect, so that changed files are used. Absent: not encrypted. */
  readonly tls?: (() => Promise<TlsSettings>) | undefined
  /** Asked at each connect and each re-authentication, so that changed passwords and new tokens are used. */
  readonly sasl?: SaslCredentialsSource | undefined
}
