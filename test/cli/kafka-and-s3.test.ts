import { randomUUID } from 'node:crypto'
import type { ExecutionContext } from 'ava'
import { kafka } from '../services/kafka.ts'
import type { KafkaTools } from '../services/kafka/kafka-tools.ts'
import { testWithKafkaAndS3 } from '../services/kafka-and-s3.ts'
import { s3 } from '../services/s3.ts'
import { makeProject } from './project.ts'
import { runCli, type CliResult } from './run-cli.ts'

interface Ground {
  readonly kafka: KafkaTools
  readonly topic: string
  readonly url: string
  /** Runs a command that must succeed. */
  readonly ok: (...words: readonly string[]) => Promise<CliResult>
  readonly run: (...words: readonly string[]) => Promise<CliResult>
  /** Another project that exports the same topic and was given this group. */
  readonly other: (group: string) => Promise<Ground['run']>
}

testWithKafkaAndS3('a topic is exported to a bucket, and the URL of the bucket proves it', async (t) => {
  const { ok, run, url } = await ground(t)
  await ok('simulate', 'random-events', 'clicks', '--count', '300')
  await ok('up', '--once')
  t.regex((await ok('verify', '--content')).stdout, /proven[\s\S]*300 events/)
  t.regex((await ok('verify', url, '--content')).stdout, /1 exporter[\s\S]*300 events/)
  const nothing = await run('verify', url.replace('/clicks?', '/other?'))
  t.is(nothing.code, 1)
  t.regex(nothing.stderr, /STRM4030/)
  t.regex((await run('verify', url.replace('s3://', 's3://no-'))).stderr, /STRM2501[\s\S]*bucket does not\s+exist/)
  await ok('destroy', '--auto-approve')
})

testWithKafkaAndS3(
  'repair writes the positions again after the group was deleted, and after another tool reset them',
  async (t) => {
    const { ok, run, kafka: cluster, topic } = await ground(t)
    await ok('simulate', 'random-events', 'clicks', '--count', '300')
    await ok('up', '--once')
    const group = /strmctl\.lake-clicks\.[\da-f-]+/.exec((await ok('show')).stdout)?.[0] ?? ''
    const admin = cluster.client.admin()
    await admin.connect()
    t.teardown(() => admin.disconnect())
    await admin.deleteGroups([group])
    t.regex((await run('up', '--once')).stderr, /STRM2355[\s\S]*strmctl\s+repair/)
    const lost = await run('verify')
    t.is(lost.code, 3)
    t.regex(lost.stdout, /! partitions 0-2: the ledger has lost/)
    t.regex((await ok('repair', 'lake-clicks', '--auto-approve')).stdout, /missing[\s\S]*wrote 3 positions/)
    await ok('simulate', 'random-events', 'clicks', '--count', '30')
    await ok('up', '--once')
    await admin.setOffsets({ groupId: group, topic, partitions: [{ partition: 1, offset: '0' }] })
    t.regex((await run('up', '--once')).stderr, /STRM2353[\s\S]*strmctl\s+repair/)
    const unproven = await run('verify')
    t.is(unproven.code, 3)
    t.regex(unproven.stdout, /partition 1: [^\n]*offset 0: [^\n]*"strmctl repair lake-clicks"/)
    t.regex(unproven.stdout, /partition 2: [^\n]*, ledger at \d+\n/)
    t.regex((await ok('repair', 'lake-clicks', '--auto-approve')).stdout, /foreign[\s\S]*wrote 1 position/)
    await ok('simulate', 'random-events', 'clicks', '--count', '3')
    await ok('up', '--once')
    t.regex((await ok('verify', '--content')).stdout, /proven[\s\S]*333 events/)
  },
)

testWithKafkaAndS3(
  'an exporter that was given the group of another one is refused, and its destroy leaves the group',
  async (t) => {
    const { ok, other } = await ground(t)
    await ok('simulate', 'random-events', 'clicks', '--count', '30')
    await ok('up', '--once')
    const group = /strmctl\.lake-clicks\.[\da-f-]+/.exec((await ok('show')).stdout)?.[0] ?? ''
    const intruder = await other(group)
    const refused = await intruder('apply', '--auto-approve')
    t.is(refused.code, 1)
    t.regex(refused.stderr, /STRM1804/)
    const destroyed = await intruder('destroy', '--auto-approve')
    t.is(destroyed.code, 0, destroyed.stderr)
    t.regex(destroyed.stderr, /STRM1809/)
    t.regex((await ok('verify')).stdout, /proven[\s\S]*30 events/)
  },
)

/** An applied exporter of a topic of its own into a bucket of its own. */
async function ground(t: ExecutionContext): Promise<Ground> {
  const [cluster, store] = await Promise.all([kafka(), s3()])
  const bucket = await store.makeBucket()
  const topic = `cli-${randomUUID()}`
  const cwd = await makeProject(t, {
    'main.strm.hcl': configuration({ cluster, topic, bucket, endpoint: store.endpoint }),
  })
  const { region, accessKeyId, secretAccessKey, endpoint } = store
  const env = { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
  const run = (...words: readonly string[]) => runCli(words, { cwd, env })
  const ok = async (...words: readonly string[]): Promise<CliResult> => {
    const result = await run(...words)
    t.is(result.code, 0, `${words.join(' ')}: ${result.stdout}${result.stderr}`)
    return result
  }
  await ok('apply', '--auto-approve')
  const other: Ground['other'] = async (group) => {
    const text = configuration({ cluster, topic, bucket, endpoint })
      .replace('delete_topic      = true', `group = "${group}"`)
      .replace('path_prefix             = "clicks"', 'path_prefix = "others"')
    const elsewhere = await makeProject(t, { 'main.strm.hcl': text })
    return (...words) => runCli(words, { cwd: elsewhere, env })
  }
  return { kafka: cluster, topic, other, url: `s3://${bucket}/clicks?endpoint=${endpoint}`, ok, run }
}

interface Places {
  readonly cluster: KafkaTools
  readonly topic: string
  readonly bucket: string
  readonly endpoint: string
}

function configuration({ cluster, topic, bucket, endpoint }: Places): string {
  return `
stream "clicks" {
  kafka {
    bootstrap_servers = ["${cluster.bootstrap}"]
    topic             = "${topic}"
    delete_topic      = true
    create_topic { partitions = 3 }
  }
}

data_connector "lake" {
  s3_bucket {
    bucket_name = "${bucket}"
    endpoint    = "${endpoint}"
  }
}

batch_exporter "lake-clicks" {
  stream                  = stream.clicks
  data_connector          = data_connector.lake
  path_prefix             = "clicks"
  include_existing_events = true
}
`
}
