import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Kafka as Client, logLevel } from 'kafkajs'
import { runCommand } from '../run-command.ts'
import type { KafkaAddress } from './prepare-cluster.ts'

/** Milliseconds, enough on a machine that does many other things. */
const PATIENCE = 60_000

/** Milliseconds between two looks for a leader. */
const LOOK_AGAIN = 100

export interface TopicOptions {
  readonly partitions?: number
  readonly replicationFactor?: number
  readonly config?: { readonly [name: string]: string }
}

/** A Kafka cluster for tests: where it is, and what tests do to it with clients that are not ours. */
export interface KafkaTools extends KafkaAddress {
  /** Makes a topic and gives its name; without one it is called after nothing else. Its partitions have leaders. */
  readonly createTopic: (options?: TopicOptions & { readonly name?: string }) => Promise<string>
  readonly deleteTopic: (name: string) => Promise<void>
  /** The node that leads a partition; waits until one does, and one other than `unlike`. */
  readonly leaderOf: (topic: string, partition: number, unlike?: number) => Promise<number>
  /** An independent client, for what is not here. Whoever connects something of it disconnects it. */
  readonly client: Client
  /** Runs a class of Kafka or of `test/services/kafka` (Fill, Txn) and gives what it printed; BOOTSTRAP is set. */
  readonly java: (mainClass: string, args?: readonly string[]) => Promise<string>
}

export function kafkaTools(address: KafkaAddress): KafkaTools {
  const brokers = address.bootstrap.split(',')
  const client = new Client({
    brokers,
    logLevel: logLevel.NOTHING,
    connectionTimeout: PATIENCE,
    requestTimeout: PATIENCE,
  })
  return {
    ...address,
    client,
    createTopic: (options = {}) => createTopic(client, options),
    deleteTopic: (name) => withAdmin(client, (admin) => admin.deleteTopics({ topics: [name] })),
    leaderOf: (topic, partition, unlike) => leaderOf(client, { topic, partition, unlike }),
    java: (mainClass, args = []) =>
      runCommand(['java', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-cp', address.classPath, mainClass, ...args], {
        env: { BOOTSTRAP: address.bootstrap },
      }),
  }
}

async function createTopic(client: Client, options: TopicOptions & { readonly name?: string }): Promise<string> {
  const {
    name = `topic-${randomBytes(6).toString('hex')}`,
    partitions = 1,
    replicationFactor = 1,
    config = {},
  } = options
  const configEntries = Object.entries(config).map(([key, value]) => ({ name: key, value }))
  const topic = { topic: name, numPartitions: partitions, replicationFactor, configEntries }
  // kafkajs rejects where it waits for leaders and the broker does not know the topic yet.
  await withAdmin(client, (admin) => admin.createTopics({ topics: [topic], waitForLeaders: false }))
  for (let partition = 0; partition < partitions; partition++) {
    await leaderOf(client, { topic: name, partition, unlike: undefined })
  }
  return name
}

interface Led {
  readonly topic: string
  readonly partition: number
  readonly unlike: number | undefined
}

async function leaderOf(client: Client, { topic, partition, unlike }: Led): Promise<number> {
  for (;;) {
    const [found] = await withAdmin(client, (admin) => admin.fetchTopicMetadata({ topics: [topic] })).then(
      ({ topics }) =>
        topics.flatMap(({ partitions }) => partitions.filter(({ partitionId }) => partitionId === partition)),
      () => [],
    )
    if (found !== undefined && found.leader >= 0 && found.leader !== unlike) return found.leader
    await setTimeout(LOOK_AGAIN)
  }
}

async function withAdmin<T>(client: Client, use: (admin: ReturnType<Client['admin']>) => Promise<T>): Promise<T> {
  const admin = client.admin()
  await admin.connect()
  try {
    return await use(admin)
  } finally {
    await admin.disconnect()
  }
}
