import { makeBucket } from '../services/s3/bucket.ts'
import { missing } from '../services/executables.ts'
import { startS3 } from '../services/s3/start-s3.ts'
import { startCluster, type KafkaCluster } from '../services/kafka/start-cluster.ts'
import { startHttpProxy } from '../services/proxy/http-proxy.ts'
import { startKafkaProxy } from '../services/proxy/kafka-proxy.ts'
import type { Ground, Producer } from './ground.ts'
import { isAborted, produceTransactions } from './java-transactions.ts'
import { exportersOf, kafkaConfiguration } from './kafka-configuration.ts'
import { brokerFaults, kafkaAnswerFaults, leaderFaults, outage, storeFaults } from './kafka-faults.ts'
import { produceNumbers } from './kafka-numbers.ts'
import { readObjects } from './read-objects.ts'
import { readValues } from './read-values.ts'
import type { RunPlan } from './run-plan.ts'
import { tightDisk } from './tight-disk.ts'

const PARTITIONS = 4

/** A topic and a bucket, each behind a proxy; broker, store and the answers of both can be harmed. */
export async function kafkaGround(wanted: RunPlan): Promise<Ground> {
  const [kafka, s3, disk] = await Promise.all([
    startCluster({ brokers: wanted.brokers, settings: { 'min.insync.replicas': wanted.brokers === 3 ? '2' : '1' } }),
    startS3(),
    wanted.tightDisk ? tightDisk() : undefined,
  ])
  const plan = possible(wanted, disk !== undefined)
  const [store, ...brokers] = await Promise.all([
    startHttpProxy(s3.address.endpoint),
    ...kafka.routes.map((route) => startKafkaProxy(route)),
  ])
  const topic = await kafka.createTopic({ partitions: PARTITIONS, replicationFactor: plan.brokers })
  const bucket = `bucket-${topic}`
  await makeBucket(s3.address, bucket)
  const { accessKeyId, secretAccessKey, region } = s3.address
  const ofStore = storeFaults(store, s3)
  const leaders = plan.brokers > 1 ? leaderFaults(kafka, topic) : []
  const places = { brokers: kafka.listeners.PROXIED.split(','), topic, bucket, region, endpoint: store.endpoint }
  return {
    name: 'kafka and s3',
    configuration: kafkaConfiguration(places, plan),
    env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    upArguments: [
      ...(plan.members > 1 ? ['--workers', String(plan.members)] : []),
      ...(plan.littleMemory ? ['--memory', `${plan.members}MiB`] : []),
      ...(disk === undefined ? [] : ['--spill', disk.directory, '--memory', `${3 * plan.members}MiB`]),
    ],
    produce: () => produce(kafka, topic, plan),
    values: () => committed(readValues(kafka, topic)),
    outputs: exportersOf(plan).map(({ name, prefixes }) => ({
      exporter: name,
      objects: () => readObjects(s3.address, { bucket, prefixes }),
    })),
    first: leaders,
    faults: [...kafka.brokers.flatMap(brokerFaults), ...leaders, ...brokers.flatMap(kafkaAnswerFaults), ...ofStore],
    outage: { fault: outage(kafka.brokers), beside: ofStore },
    calm: () => [store, ...brokers].forEach((proxy) => proxy.cutAll()),
    close: async () => {
      await Promise.all([store.close(), ...brokers.map((proxy) => proxy.close())])
      await Promise.all([kafka.close(), s3.close(), disk?.close()])
    },
  }
}

/** What this machine cannot do is left out, and said. */
function possible(plan: RunPlan, hasDisk: boolean): RunPlan {
  if (plan.tightDisk && !hasDisk) console.log('  no tight disk: this user may not mount one')
  const lacksZstd = plan.compression === 'zstd' && missing(['zstd']).length > 0
  if (lacksZstd) console.log('  gzip instead of zstd: there is no program "zstd" to read it with')
  return { ...plan, tightDisk: hasDisk, compression: lacksZstd ? 'gzip' : plan.compression }
}

function produce(kafka: KafkaCluster, topic: string, plan: RunPlan): Producer {
  const { largeRecords, deadLetters: invalidRecords, tightDisk: isTight } = plan
  const beside = plan.transactions ? produceTransactions(kafka, topic, PARTITIONS) : undefined
  const padding = isTight ? 1000 : 0
  const numbers = produceNumbers(kafka, topic, { partitions: PARTITIONS, largeRecords, invalidRecords, padding })
  return {
    // The last record of each partition is no end of a transaction: what reads it all sees that it is there.
    stop: async () => {
      await beside?.stop()
      await numbers.stop()
    },
  }
}

async function* committed(values: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const value of values) if (!isAborted(value)) yield value
}
