import type { ExecutionContext } from 'ava'
import { deferred } from '../deferred.ts'
import { ownKafka } from '../services/kafka.ts'
import { testWithKafkaAndS3 as test } from '../services/kafka-and-s3.ts'
import type { Fate } from '../services/proxy/faults.ts'
import { kafkaProject } from './kafka-project.ts'
import { produceNumbers } from './kafka-numbers.ts'

/** Whoever comes next does not wait until the one before is taken for dead. */
const PLAN = { compression: 'none', deadLetters: false, tightDisk: false, staticMembership: true } as const

/** In an order in which each of them is reached: there is something to recover only after an announcement. */
const POINTS = ['joined', 'sealed', 'announced', 'recovering', 'between-objects', 'created', 'announced:2', 'advanced']

test('up kills itself at each crash point between Kafka and S3, and who comes next recovers', async (t) => {
  t.timeout(180_000)
  const project = await kafkaProject(t, { ...PLAN, partitions: 2, compression: 'gzip', deadLetters: true })
  const { kafka, topic, run } = project
  const numbering = { partitions: 2, largeRecords: false, invalidRecords: true, padding: 0, pause: 0 }
  const producer = produceNumbers(kafka, topic, { ...numbering, rounds: 120 })
  await producer.written
  for (const point of POINTS) {
    const { signal, stdout, stderr } = await run(['up', '--once'], { STRMCTL_CRASH_AT: point })
    t.is(signal, 'SIGKILL', `${point}: ${stdout}${stderr}`)
  }
  t.is((await run(['up', '--once'])).code, 0)
  t.is((await run(['verify', '--content'])).code, 0)
  t.deepEqual(await project.complaints(), [])
})

test('up that was stopped while its object was on the way writes nothing that counts when it goes on', async (t) => {
  t.timeout(180_000)
  const project = await kafkaProject(t, { ...PLAN, partitions: 1, staticMembership: false })
  const { kafka, topic, run, start, store } = project
  const held = deferred<Fate>()
  const arrived = deferred<undefined>()
  const hold = ({ method, url }: { readonly method: string; readonly url: string }): Fate | Promise<Fate> => {
    if (method !== 'PUT' || url.includes('strm_test')) return 'pass'
    store.become()
    arrived.resolve(undefined)
    return held.promise
  }
  store.become({ request: hold })
  const first = start(['up'])
  const numbering = { partitions: 1, largeRecords: false, invalidRecords: false, padding: 0 }
  const producer = produceNumbers(kafka, topic, { ...numbering, rounds: 40 })
  await arrived.promise
  first.child.kill('SIGSTOP')
  const second = start(['up'])
  await second.seen(/\[recovered\]/)
  held.resolve('pass')
  first.child.kill('SIGCONT')
  await first.seen(/starting over/)
  await producer.written
  for (const each of [first, second]) each.child.kill('SIGTERM')
  for (const each of [first, second]) t.is((await each.ended).code, 0)
  t.is((await run(['up', '--once'])).code, 0)
  t.is((await run(['verify', '--content'])).code, 0)
  t.deepEqual(await project.complaints(), [])
})

test('three exporters of one topic in one process write each record once, of 10 bytes and of 10 MB, over a kill', async (t) => {
  t.timeout(180_000)
  const project = await kafkaProject(t, { ...PLAN, partitions: 2, exporters: 3 })
  const { kafka, topic, run, start } = project
  const numbering = { partitions: 2, largeRecords: true, invalidRecords: false, padding: 0 }
  const producer = produceNumbers(kafka, topic, { ...numbering, rounds: 60 })
  const up = start(['up'])
  await Promise.all([up.seen(/^chaos: wrote/m), up.seen(/^chaos-2: wrote/m), up.seen(/^chaos-3: wrote/m)])
  up.child.kill('SIGKILL')
  await producer.written
  t.is((await run(['up', '--once'])).code, 0)
  t.is((await run(['verify', '--content'])).code, 0)
  t.deepEqual(await project.complaints(), [])
})

test('up that is told to leave does so after its grace, though the store never answers', async (t) => {
  t.timeout(180_000)
  const project = await silentStore(t, ['up', '--grace', '1s'])
  project.up.child.kill('SIGTERM')
  const { code, stdout, stderr } = await project.up.ended
  t.is(code, 143, stdout + stderr)
  t.regex(stdout, /could not be written in 1 s/)
  await project.provesWhole()
})

test('workers whose parent is killed leave after their grace, though the store never answers', async (t) => {
  t.timeout(180_000)
  const project = await silentStore(t, ['up', '--workers', '2', '--grace', '1s'])
  project.up.child.kill('SIGKILL')
  // They hold its standard error open until they have ended.
  t.is((await project.up.ended).signal, 'SIGKILL')
  await project.provesWhole()
})

test('up that is told to leave does so though the broker never answers', async (t) => {
  t.timeout(180_000)
  const own = await ownKafka(t)
  const project = await kafkaProject(t, { ...PLAN, partitions: 1, staticMembership: false, own })
  const up = project.start(['up', '--grace', '1s'])
  const numbering = { partitions: 1, largeRecords: false, invalidRecords: false, padding: 0 }
  await produceNumbers(own, project.topic, { ...numbering, rounds: 4 }).written
  await up.seen(/wrote/)
  own.brokers[0]?.pause()
  up.child.kill('SIGTERM')
  const { code, stdout, stderr } = await up.ended
  own.brokers[0]?.resume()
  t.is(code, 143, stdout + stderr)
  t.is((await project.run(['up', '--once'])).code, 0)
  t.is((await project.run(['verify', '--content'])).code, 0)
  t.deepEqual(await project.complaints(), [])
})

test('workers of one machine with static membership each have a name of their own', async (t) => {
  t.timeout(180_000)
  const project = await kafkaProject(t, { ...PLAN, partitions: 2 })
  const up = project.start(['up', '--workers', '2'])
  await Promise.all([
    up.seen(/chaos \[1\]: running, partitions [01]$/m),
    up.seen(/chaos \[2\]: running, partitions [01]$/m),
  ])
  up.child.kill('SIGTERM')
  const { code, stdout, stderr } = await up.ended
  t.is(code, 0, stdout + stderr)
})

/** An `up` whose first PUT has arrived and is never answered. */
async function silentStore(t: ExecutionContext, words: readonly string[]) {
  const project = await kafkaProject(t, { ...PLAN, partitions: 1, staticMembership: false })
  const { kafka, topic, run, store } = project
  const arrived = deferred<undefined>()
  const silence = ({ method, url }: { readonly method: string; readonly url: string }): Fate => {
    if (method !== 'PUT' || url.includes('strm_test')) return 'pass'
    arrived.resolve(undefined)
    return 'drop'
  }
  store.become({ request: silence })
  const up = project.start(words)
  const numbering = { partitions: 1, largeRecords: false, invalidRecords: false, padding: 0 }
  const producer = produceNumbers(kafka, topic, { ...numbering, rounds: 40 })
  await arrived.promise
  await producer.written
  const provesWhole = async (): Promise<void> => {
    store.become()
    t.is((await run(['up', '--once'])).code, 0)
    t.is((await run(['verify', '--content'])).code, 0)
    t.deepEqual(await project.complaints(), [])
  }
  return { up, provesWhole }
}
