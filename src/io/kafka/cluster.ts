import { sharedAbort } from './abortable.ts'
import { formatAddress, parseAddress } from './broker-address.ts'
import type { BrokerAddress } from './broker-address.ts'
import type { KafkaConnection, RequestOptions } from './connection.ts'
import { ConnectionPool } from './connection-pool.ts'
import { KafkaConnectError } from './errors.ts'
import { openConnection } from './open-connection.ts'
import type { ConnectOptions } from './open-connection.ts'
import type { KafkaApi } from './protocol/api.ts'
import { KAFKA_ERROR } from './protocol/error-codes.ts'
import { FIND_COORDINATOR } from './protocol/messages/find-coordinator.ts'
import { METADATA } from './protocol/messages/metadata.ts'
import type { MetadataResponse, MetadataTopic } from './protocol/messages/metadata.ts'
import { NO_UUID } from './protocol/no-uuid.ts'
import { refused, throwWhereRefused } from './refused.ts'
import { SharedAnswers } from './shared-answers.ts'

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
  requestAny<Q, R>(...call: KafkaCall<Q, R>): Promise<R>
  /** Over the connection to this broker that all share. */
  request<Q, R>(broker: number, ...call: KafkaCall<Q, R>): Promise<R>
  /** A dedicated connection, for requests that a broker answers late: the caller closes it. */
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

export interface KafkaClusterOptions extends ConnectOptions {
  /** `host:port` of the brokers to ask first. */
  readonly bootstrapServers: readonly string[]
}

/** Touches nothing until the first request. */
export function openCluster(options: KafkaClusterOptions): KafkaCluster {
  return new Cluster(options)
}

class Cluster implements KafkaCluster {
  readonly #options: KafkaClusterOptions
  readonly #pool: ConnectionPool
  readonly #topics: SharedAnswers<TopicMetadata | undefined>
  readonly #coordinators: SharedAnswers<number>
  readonly #refreshes: SharedAnswers<void>
  readonly #closed = sharedAbort()
  #brokers: ReadonlyMap<number, BrokerAddress> = new Map()

  constructor(options: KafkaClusterOptions) {
    this.#options = options
    this.#pool = new ConnectionPool((address, signal) => openConnection(address, options, signal))
    this.#topics = new SharedAnswers((name) => this.#askForTopic(name))
    this.#coordinators = new SharedAnswers((group) => this.#askForCoordinator(group))
    this.#refreshes = new SharedAnswers(async () => void (await this.#askForMetadata([])))
  }

  async requestAny<Q, R>(...[api, request, options]: KafkaCall<Q, R>): Promise<R> {
    const connection = await this.#anyConnection(options.signal)
    return connection.request(api, request, options)
  }

  async request<Q, R>(broker: number, ...[api, request, options]: KafkaCall<Q, R>): Promise<R> {
    const address = await this.#addressOf(broker, options.signal)
    const connection = await this.#forgetWhereUnreachable(broker, this.#pool.get(address, options.signal))
    return connection.request(api, request, options)
  }

  async dedicated(broker: number, { signal }: { readonly signal: AbortSignal }): Promise<KafkaConnection> {
    const address = await this.#addressOf(broker, signal)
    return this.#forgetWhereUnreachable(broker, openConnection(address, this.#options, signal))
  }

  topic(name: string, options: LookUpOptions): Promise<TopicMetadata | undefined> {
    return this.#topics.get(name, options)
  }

  coordinator(group: string, options: LookUpOptions): Promise<number> {
    return this.#coordinators.get(group, options)
  }

  close(): Promise<void> {
    this.#closed.abort(new KafkaConnectError('unreachable', 'Cannot ask a broker: the cluster was closed'))
    this.#pool.close()
    return Promise.resolve()
  }

  /** One that is open, else the first that can be opened. */
  async #anyConnection(signal: AbortSignal | undefined): Promise<KafkaConnection> {
    const errors: KafkaConnectError[] = []
    for (const address of this.#candidates()) {
      try {
        return await this.#pool.get(address, signal)
      } catch (error) {
        if (!(error instanceof KafkaConnectError) || error.reason === 'authentication') throw error
        errors.push(error)
      }
    }
    const [first] = errors
    if (first === undefined || errors.length === 1) throw first ?? noBroker('any broker')
    const cause = new AggregateError(errors)
    throw new KafkaConnectError(first.reason, errors.map(({ message }) => message).join('; '), { cause })
  }

  #candidates(): readonly BrokerAddress[] {
    const bootstrap = this.#options.bootstrapServers.map(parseAddress)
    const all = [...this.#pool.open(), ...this.#brokers.values(), ...bootstrap]
    return [...new Map(all.map((address) => [formatAddress(address), address])).values()]
  }

  async #addressOf(broker: number, signal: AbortSignal | undefined): Promise<BrokerAddress> {
    if (!this.#brokers.has(broker)) await this.#refreshes.get('', { signal, fresh: true })
    const address = this.#brokers.get(broker)
    if (address === undefined) throw noBroker(`broker ${broker}`)
    return address
  }

  /** It may listen elsewhere now: the next request for it asks the others again. */
  async #forgetWhereUnreachable(broker: number, opening: Promise<KafkaConnection>): Promise<KafkaConnection> {
    try {
      return await opening
    } catch (error) {
      if (error instanceof KafkaConnectError && error.reason === 'unreachable')
        this.#brokers = new Map([...this.#brokers].filter(([node]) => node !== broker))
      throw error
    }
  }

  async #askForMetadata(names: readonly string[]): Promise<MetadataResponse> {
    const topics = names.map((name) => ({ topicId: NO_UUID, name }))
    const request = { topics, allowAutoTopicCreation: false }
    const answer = await this.requestAny(METADATA, request, { signal: this.#closed.signal })
    this.#brokers = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]))
    return answer
  }

  async #askForTopic(name: string): Promise<TopicMetadata | undefined> {
    const { topics } = await this.#askForMetadata([name])
    const topic = topics.find((it) => it.name === name)
    return topic === undefined ? undefined : topicMetadata(name, topic)
  }

  async #askForCoordinator(group: string): Promise<number> {
    const request = { keyType: 0, coordinatorKeys: [group] }
    const { coordinators } = await this.requestAny(FIND_COORDINATOR, request, { signal: this.#closed.signal })
    const [found] = coordinators
    const action = `find the coordinator of group "${group}"`
    if (found === undefined) throw refused(KAFKA_ERROR.COORDINATOR_NOT_AVAILABLE, action)
    throwWhereRefused(found.errorCode, action, found.errorMessage)
    this.#brokers = new Map([...this.#brokers, [found.nodeId, { host: found.host, port: found.port }]])
    return found.nodeId
  }
}

function topicMetadata(name: string, topic: MetadataTopic): TopicMetadata | undefined {
  switch (topic.errorCode) {
    case KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION:
      return undefined
    case KAFKA_ERROR.NONE:
    case KAFKA_ERROR.LEADER_NOT_AVAILABLE: {
      const partitions = topic.partitions.map((it) => ({
        partition: it.partitionIndex,
        leader: it.leaderId,
        leaderEpoch: it.leaderEpoch,
      }))
      return { name, id: topic.topicId, partitions: partitions.toSorted((a, b) => a.partition - b.partition) }
    }
    default:
      throw refused(topic.errorCode, `look up topic "${name}"`)
  }
}

function noBroker(which: string): KafkaConnectError {
  return new KafkaConnectError('unreachable', `Cannot connect to ${which}: the cluster does not know it`)
}
