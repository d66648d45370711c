import { makeBucket } from '../../services/s3/bucket.ts'
import { figureLine } from '../figure.ts'
import { describeIdle, idleFigures, measureIdle, PARTITIONS, STREAMS, type IdleGround } from '../idle-exporters.ts'
import { markdownTable } from '../markdown-table.ts'
import type { BenchDeps, KafkaBench, KafkaReport } from './kafka-bench.ts'
import { describeShares, sharesBetween, timesOf } from './machine-shares.ts'

const NAME = 'idle on Kafka and S3'
const BUCKET = 'idle'

/** 200 exporters, each with its consumer group, most of them idle: BENCH_IDLE_SECONDS. */
export const idleOnKafka: KafkaBench = { configured: describeIdle, run }

async function run(deps: BenchDeps): Promise<KafkaReport> {
  const { kafka, store, directory } = deps
  for (let index = 0; index < STREAMS; index++) await kafka.createTopic({ name: `s${index}`, partitions: PARTITIONS })
  await makeBucket(store.address, BUCKET)
  const producer = kafka.client.producer()
  await producer.connect()
  const before = await timesOf(deps)
  const usage = await measureIdle(
    directory,
    groundOf(deps, async (value) => {
      await producer.send({ topic: 's0', messages: [{ partition: 0, value }] })
    }),
  )
  const shares = sharesBetween(before, await timesOf(deps), usage.cpuShare * usage.seconds * 1000)
  await producer.disconnect()
  const figures = idleFigures(NAME, usage)
  console.log(`${figures.map(figureLine).join('\n')}\nstart-up included, ${describeShares(shares)}`)
  const row = [
    '200 exporters, most idle',
    `${(usage.cpuShare * 100).toFixed(1)}%`,
    (usage.residentBytes / 2 ** 20).toFixed(0),
    (usage.peakBytes / 2 ** 20).toFixed(0),
    usage.seconds.toFixed(0),
  ]
  return { figures, table: markdownTable(['', 'CPU, of one core', 'RSS MiB', 'peak MiB', 'seconds'], [row]) }
}

function groundOf({ kafka, store }: BenchDeps, send: (value: string) => Promise<void>): IdleGround {
  const { endpoint, region, accessKeyId, secretAccessKey } = store.address
  return {
    name: NAME,
    stream: (index) => `
stream "s${index}" {
  kafka {
    bootstrap_servers = ${JSON.stringify(kafka.bootstrap.split(','))}
    topic             = "s${index}"
  }
}
`,
    connector: `data_connector "lake" {
  s3_bucket {
    bucket_name = "${BUCKET}"
    region      = "${region}"
    endpoint    = "${endpoint}"
    path_style  = true
  }
}
`,
    env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    addEvent: (_, number) => send(`{"n":${number},"at":"${new Date().toISOString()}"}`),
  }
}
