import { kafkaProject } from '../chaos/kafka-project.ts'
import { ownKafka } from '../services/kafka.ts'
import { testWithKafkaAndS3 as test } from '../services/kafka-and-s3.ts'

const PLAN = {
  partitions: 1,
  compression: 'none',
  deadLetters: false,
  tightDisk: false,
  staticMembership: false,
} as const

/** How often it matches. */
function times(text: string, pattern: RegExp): number {
  return [...text.matchAll(new RegExp(pattern, 'g'))].length
}

test('up tells of a broker that is down once whole, then shortly, and when it is back; a time limit says so once', async (t) => {
  t.timeout(180_000)
  const own = await ownKafka(t)
  const { run, start } = await kafkaProject(t, { ...PLAN, own })
  const [broker] = own.brokers
  await broker?.kill()
  const limited = await run(['up', '--once', '--timeout', '3s'])
  t.is(limited.code, 1)
  t.is(times(limited.stderr, /\[STRM/), 2, limited.stderr)
  t.regex(limited.stderr, /Warning: [^\n]+\[STRM23\d\d\]\n\n {2}in batch_exporter "chaos"[\s\S]+"bootstrap_servers"/)
  t.regex(limited.stderr, /Error: Not finished in time \[STRM4012\]/)
  t.regex(limited.stdout, /chaos: cannot [^\n]+; attempt 2, next in [\d.]+s \[STRM23\d\d\]\n/)
  const json = await run(['up', '--once', '--timeout', '3s', '--json'])
  const events = json.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly type: string; readonly diagnostic?: { readonly code: string } })
  const retries = events.filter(({ type }) => type === 'exporter_retrying')
  t.true(retries.length > 1)
  t.deepEqual(
    retries.map(({ diagnostic }) => diagnostic !== undefined),
    retries.map((_, index) => index === 0),
  )
  t.is(events.filter(({ type, diagnostic }) => type === 'diagnostic' && diagnostic?.code === 'STRM4012').length, 1)
  const up = start(['up'])
  await up.seen(/; attempt 2/)
  await broker?.start()
  await up.seen(/chaos: can [^\n]+ again, after \d+ failed attempts?\n/)
  await up.seen(/running, partitions/)
  up.child.kill('SIGTERM')
  const ended = await up.ended
  t.is(ended.code, 0, ended.stdout + ended.stderr)
  t.is(times(ended.stderr, /\[STRM/), 1, ended.stderr)
})

test('up tells of a store that is down once whole, then shortly, and when it is back', async (t) => {
  t.timeout(120_000)
  const { run, start, store } = await kafkaProject(t, PLAN)
  store.become({ request: () => 'cut' })
  const limited = await run(['up', '--once', '--timeout', '3s'])
  t.is(limited.code, 1)
  t.is(times(limited.stderr, /\[STRM/), 2, limited.stderr)
  t.regex(limited.stderr, /Warning: [^\n]+\[STRM25\d\d\]\n\n {2}in batch_exporter "chaos"/)
  t.regex(limited.stderr, /Error: Not finished in time \[STRM4012\]/)
  const up = start(['up'])
  await up.seen(/; attempt 2/)
  store.become()
  await up.seen(/chaos: can [^\n]+ again, after \d+ failed attempts?\n/)
  up.child.kill('SIGTERM')
  const ended = await up.ended
  t.is(ended.code, 0, ended.stdout + ended.stderr)
  t.is(times(ended.stderr, /\[STRM/), 1, ended.stderr)
})
