import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { runCli, startCli } from '../cli/run-cli.ts'
import { makeBucket } from '../services/s3/bucket.ts'
import { startS3, type StartedS3 } from '../services/s3/start-s3.ts'
import { startCluster, type KafkaCluster } from '../services/kafka/start-cluster.ts'
import { audit, complaintsOf } from './audit.ts'
import { kafkaConfiguration } from './kafka-configuration.ts'
import { produceNumbers } from './kafka-numbers.ts'
import { describeMemory, sampleMemory } from './memory-samples.ts'
import { readObjects } from './read-objects.ts'
import { readValues } from './read-values.ts'

const PARTITIONS = 8

/**
 * `npm run soak`: SOAK_MINUTES (20) of export while records come, with SOAK_PAUSE (0) milliseconds between two batches of 50;
 * memory each second, then `verify` and the audit. Leaves with 1 when they complain.
 */
async function main(): Promise<void> {
  const [kafka, s3] = await Promise.all([startCluster({ fullSpeed: true }), startS3()])
  const cwd = await mkdtemp(join(tmpdir(), 'strmctl-soak-'))
  try {
    const complaints = await soak({ kafka, s3, cwd })
    console.log(complaints.join('\n') || 'each once')
    if (complaints.length > 0) process.exitCode = 1
  } finally {
    await Promise.all([kafka.close(), s3.close(), rm(cwd, { recursive: true, force: true })])
  }
}

interface Soak {
  readonly kafka: KafkaCluster
  readonly s3: StartedS3
  readonly cwd: string
}

async function soak({ kafka, s3, cwd }: Soak): Promise<readonly string[]> {
  const minutes = Number(process.env['SOAK_MINUTES'] ?? 20)
  const pause = Number(process.env['SOAK_PAUSE'] ?? 0)
  const topic = await kafka.createTopic({ partitions: PARTITIONS })
  const bucket = `bucket-${topic}`
  await makeBucket(s3.address, bucket)
  const { region, endpoint, accessKeyId, secretAccessKey } = s3.address
  const places = { brokers: kafka.bootstrap.split(','), topic, bucket, region, endpoint }
  const plan = { compression: 'none', deadLetters: false, tightDisk: true, staticMembership: false } as const
  await writeFile(join(cwd, 'main.strm.hcl'), kafkaConfiguration(places, plan))
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
  await runCli(['apply', '--auto-approve'], { cwd, env })
  const numbering = { partitions: PARTITIONS, largeRecords: false, invalidRecords: false, padding: 400, pause }
  const producer = produceNumbers(kafka, topic, numbering)
  const up = startCli(['up'], { cwd, env })
  const over = new AbortController()
  const sampling = sampleMemory(up.child.pid ?? -1, over.signal)
  const ending = await Promise.race([setTimeout(minutes * 60_000, 'late' as const), up.ended])
  over.abort()
  const samples = await sampling
  await producer.stop()
  up.child.kill('SIGTERM')
  const { code } = await up.ended
  console.log(`${minutes} minutes: ${describeMemory(samples)}`)
  const last = await runCli(['up', '--once', '--timeout', '3m'], { cwd, env })
  const proof = await runCli(['verify', '--content'], { cwd, env })
  const found = await audit(readValues(kafka, topic), readObjects(s3.address, { bucket, prefixes: ['events', 'dead'] }))
  const { records, lost, doubled, strange } = found
  console.log(`${records} records, ${lost.length} lost, ${doubled.length + strange.length} doubled or strange`)
  return [
    ...complaintsOf(found),
    ...(ending === 'late' ? [] : [`up ended by itself: ${ending.stdout}${ending.stderr}`]),
    ...(code === 0 ? [] : [`up: exit ${code}`]),
    ...(last.code === 0 ? [] : [`up --once: exit ${last.code}: ${last.stderr}`]),
    ...(proof.code === 0 ? [] : [`verify: exit ${proof.code}: ${proof.stdout}${proof.stderr}`]),
  ]
}

await main()
