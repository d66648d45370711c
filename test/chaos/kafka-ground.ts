import { listObjects, makeBucket, readObject } from '../services/s3/bucket.ts'
import { startS3 } from '../services/s3/start-s3.ts'
import { startCluster, type KafkaCluster } from '../services/kafka/start-cluster.ts'
import { startHttpProxy } from '../services/proxy/http-proxy.ts'
import { startKafkaProxy } from '../services/proxy/kafka-proxy.ts'
import type { Ground } from './ground.ts'
import { brokerFaults, kafkaAnswerFaults, storeFaults } from './kafka-faults.ts'
import { produceNumbers, readValues } from './kafka-numbers.ts'

/** A topic and a bucket, each behind a proxy; broker, store and the answers of both can be harmed. */
export async function kafkaGround(): Promise<Ground> {
  const [kafka, s3] = await Promise.all([startCluster(), startS3()])
  const [store, ...brokers] = await Promise.all([
    startHttpProxy(s3.address.endpoint),
    ...kafka.routes.map((route) => startKafkaProxy(route)),
  ])
  const topic = await kafka.createTopic({ partitions: 4 })
  const bucket = `bucket-${topic}`
  await makeBucket(s3.address, bucket)
  const { accessKeyId, secretAccessKey, region } = s3.address
  return {
    name: 'kafka and s3',
    configuration: configuration({ kafka, topic, bucket, region, endpoint: store.endpoint }),
    env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    produce: () => produceNumbers(kafka, topic),
    values: () => readValues(kafka, topic),
    objects: async function* () {
      for await (const { key } of listObjects(s3.address, bucket)) {
        if (!key.endsWith('.jsonl')) continue
        yield (await (await readObject(s3.address, bucket, key)).text()).split('\n').slice(0, -1)
      }
    },
    faults: [...kafka.brokers.flatMap(brokerFaults), ...brokers.flatMap(kafkaAnswerFaults), ...storeFaults(store, s3)],
    close: async () => {
      await Promise.all([store.close(), ...brokers.map((proxy) => proxy.close())])
      await Promise.all([kafka.close(), s3.close()])
    },
  }
}

interface Names {
  readonly kafka: KafkaCluster
  readonly topic: string
  readonly bucket: string
  readonly region: string
  readonly endpoint: string
}

function configuration({ kafka, topic, bucket, region, endpoint }: Names): string {
  return `stream "chaos" {
  kafka {
    bootstrap_servers = ${JSON.stringify(kafka.listeners.PROXIED.split(','))}
    topic             = "${topic}"
  }
}

data_connector "lake" {
  s3_bucket {
    bucket_name = "${bucket}"
    region      = "${region}"
    endpoint    = "${endpoint}"
    path_style  = true
  }
}

batch_exporter "chaos" {
  stream                  = stream.chaos
  data_connector          = data_connector.lake
  interval                = "1s"
  path_prefix             = "events"
  max_object_records      = 500
  include_existing_events = true
}
`
}
