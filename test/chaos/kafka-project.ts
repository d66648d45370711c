import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { runCli, startCli, type CliOptions, type CliResult, type RunningCli } from '../cli/run-cli.ts'
import { kafka } from '../services/kafka.ts'
import type { KafkaTools } from '../services/kafka/kafka-tools.ts'
import { startHttpProxy, type HttpRequest, type OwnAnswer } from '../services/proxy/http-proxy.ts'
import type { Proxy } from '../services/proxy/faults.ts'
import { s3 } from '../services/s3.ts'
import { compareWith, complaintsOf, countNumbers } from './audit.ts'
import { exportersOf, kafkaConfiguration, type ExporterPlan } from './kafka-configuration.ts'
import { readObjects } from './read-objects.ts'
import { readValues } from './read-values.ts'

/** An applied exporter of a topic of its own to a bucket of its own, with a proxy before the store. */
export interface KafkaProject {
  readonly kafka: KafkaTools
  readonly topic: string
  readonly store: Proxy<HttpRequest, OwnAnswer>
  readonly run: (args: readonly string[], env?: CliOptions['env']) => Promise<CliResult>
  /** Killed with the test. */
  readonly start: (args: readonly string[]) => RunningCli
  /** What the objects lack or have too much of. */
  readonly complaints: () => Promise<readonly string[]>
}

export async function kafkaProject(
  t: ExecutionContext,
  plan: ExporterPlan & { readonly partitions: number; readonly own?: KafkaTools },
): Promise<KafkaProject> {
  const [cluster, bucketServer] = await Promise.all([plan.own ?? kafka(), s3()])
  const topic = await cluster.createTopic({
    name: `chaos-${randomBytes(6).toString('hex')}`,
    partitions: plan.partitions,
  })
  const bucket = await bucketServer.makeBucket()
  const store = await startHttpProxy(bucketServer.endpoint)
  const cwd = await mkdtemp(join(tmpdir(), 'strmctl-chaos-'))
  t.teardown(async () => {
    await store.close()
    await rm(cwd, { recursive: true, force: true, maxRetries: 5 })
  })
  const { region, accessKeyId, secretAccessKey } = bucketServer
  const places = { brokers: cluster.bootstrap.split(','), topic, bucket, region, endpoint: store.endpoint }
  await writeFile(join(cwd, 'main.strm.hcl'), kafkaConfiguration(places, plan))
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
  const run: KafkaProject['run'] = (args, env = {}) => runCli(args, { cwd, env: { ...keys, ...env } })
  const { code, stdout, stderr } = await run(['apply', '--auto-approve'])
  t.is(code, 0, stdout + stderr)
  const start: KafkaProject['start'] = (args) => {
    const cli = startCli(args, { cwd, env: keys })
    t.teardown(async () => {
      cli.child.kill('SIGKILL')
      await cli.ended
    })
    return cli
  }
  const complaints = async (): Promise<readonly string[]> => {
    const stream = await countNumbers(readValues(cluster, topic))
    const found = exportersOf(plan).map(async ({ name, prefixes }) => {
      const audited = await compareWith(stream, readObjects(bucketServer, { bucket, prefixes }))
      return complaintsOf(audited).map((complaint) => `${name}: ${complaint}`)
    })
    return (await Promise.all(found)).flat()
  }
  return { kafka: cluster, topic, store, run, start, complaints }
}
