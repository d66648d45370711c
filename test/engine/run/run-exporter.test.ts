import test from 'ava'
import { decodeMetadata } from '../../../src/model/stored-metadata.ts'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { settle } from '../../memory/fake-clock.ts'
import { aRevision, anEntry, Kit } from '../kit.ts'

test('runExporter() writes one object per interval, named for the end of the interval', async (t) => {
  const kit = new Kit(2)
  const running = kit.run()
  kit.topic.append(1, '{"n":2}')
  kit.topic.append(0, '{"n":1}')
  await kit.clock.advance(30_000)
  kit.topic.append(0, '{"n":3}')
  await kit.clock.advance(30_000)
  t.deepEqual(kit.files(), {
    'events/2021-03-26T09:56:30-demo---0-1.jsonl': '{"n":1}\n{"n":2}\n',
    'events/2021-03-26T09:57:00-demo---0.jsonl': '{"n":3}\n',
  })
  t.deepEqual(await kit.end(running), { outcome: 'stopped', incomplete: false })
})

test('runExporter() writes no object where there are no events', async (t) => {
  const kit = new Kit()
  const running = kit.run()
  await kit.clock.advance(120_000)
  await kit.end(running)
  t.deepEqual(kit.files(), {})
})

test('runExporter() flushes what it read when it is stopped, with milliseconds in the name', async (t) => {
  const kit = new Kit()
  const running = kit.run()
  await kit.clock.advance(250)
  kit.topic.append(0, 'a')
  await kit.clock.advance(0)
  await kit.end(running)
  t.deepEqual(kit.files(), { 'events/2021-03-26T09:56:00.250-demo---0.jsonl': 'a\n' })
  t.like(kit.group.entries.get(0), { offset: 1, end: 1, time: Date.UTC(2021, 2, 26, 9, 56, 0, 250) })
  t.deepEqual(kit.group.members, [])
})

test('runExporter() once ends when the ledger has passed the end positions', async (t) => {
  const kit = new Kit(3)
  for (let n = 0; n < 9; n++) kit.topic.append(n % 3, `{"n":${n}}`)
  kit.topic.append(2, 'control')
  const outcome = await kit.finish(kit.run({ once: true }))
  t.deepEqual(outcome, { outcome: 'done', incomplete: false })
  t.is(kit.store.objects.length, 1)
  t.deepEqual(
    [...kit.group.entries.values()].map(({ offset }) => offset),
    [3, 3, 4],
  )
})

test('runExporter() once with nothing to do ends at once', async (t) => {
  const kit = new Kit(2)
  t.deepEqual(await kit.finish(kit.run({ once: true })), { outcome: 'done', incomplete: false })
  t.deepEqual(kit.files(), {})
})

test('runExporter() closes a batch early by size and by count', async (t) => {
  for (const limits of [{ maxObjectBytes: 6 }, { maxObjectRecords: 3 }]) {
    const kit = new Kit(1, limits)
    for (const value of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) kit.topic.append(0, value)
    await kit.finish(kit.run({ once: true }))
    t.deepEqual(Object.values(kit.files()).toSorted(), ['a\nb\nc\n', 'd\ne\nf\n', 'g\n'])
  }
})

test('runExporter() exports a record larger than every limit', async (t) => {
  const kit = new Kit(1, { maxObjectBytes: 10 })
  kit.budget = new MemoryBudget(100)
  const large = 'x'.repeat(3 << 20)
  kit.topic.append(0, 'small')
  kit.topic.append(0, large)
  kit.topic.append(0, 'small')
  await kit.finish(kit.run({ once: true }))
  t.deepEqual(
    Object.values(kit.files()).map((body) => body.length),
    [6, large.length + 1, 6],
  )
  t.is(kit.budget.usedBytes, 0)
})

test('runExporter() stops at a record that is not one line, after exporting what was before it', async (t) => {
  const kit = new Kit(1)
  for (const value of ['a', 'b', 'c\nd', 'e']) kit.topic.append(0, value)
  const outcome = await kit.finish(kit.run())
  t.like(outcome, { outcome: 'failed' })
  t.like(outcome.outcome === 'failed' && outcome.diagnostics[0], { code: 'STRM3006' })
  t.deepEqual(Object.values(kit.files()), ['a\nb\n'])
})

test('runExporter() leaves out invalid records when told to, counts them and warns', async (t) => {
  const current = aRevision(1, { onInvalidRecord: 'skip' })
  const kit = new Kit(1, { current })
  for (const value of ['a', '', 'c\nd', 'tombstone', 'e'] as const) kit.topic.append(0, value)
  await kit.finish(kit.run({ once: true }))
  t.deepEqual(Object.values(kit.files()), ['a\ne\n'])
  t.like(decodeMetadata(kit.store.objects[0]?.metadata ?? {}), { records: 2, skipped: 3 })
  t.true(kit.eventsOf('warning').some(({ diagnostic }) => diagnostic.code === 'STRM3007'))
})

test('runExporter() commits positions over stretches without records, once an interval', async (t) => {
  const kit = new Kit(1)
  const running = kit.run()
  kit.topic.append(0, 'control')
  await kit.clock.advance(10_000)
  t.is(kit.group.entries.get(0)?.offset, 0)
  kit.topic.append(0, 'control')
  await kit.clock.advance(21_000)
  t.like(kit.group.entries.get(0), { offset: 2, end: 0 })
  kit.topic.append(0, 'a')
  await kit.clock.advance(30_000)
  t.like(decodeMetadata(kit.store.objects[0]?.metadata ?? {}), {
    ranges: [{ partition: 0, begin: 0, end: 3, records: 1 }],
  })
  await kit.end(running)
})

test('runExporter() gives later batches later names when the clock jumps back', async (t) => {
  const kit = new Kit(1)
  const running = kit.run()
  kit.topic.append(0, 'a')
  await kit.clock.advance(30_000)
  kit.clock.jump(-20_000)
  kit.topic.append(0, 'b')
  await kit.clock.advance(30_000)
  await kit.end(running)
  t.deepEqual(Object.keys(kit.files()), [
    'events/2021-03-26T09:56:30-demo---0.jsonl',
    'events/2021-03-26T09:56:30.001-demo---0.jsonl',
  ])
})

test('runExporter() follows a changed interval and prefix with the next batch', async (t) => {
  const kit = new Kit(1)
  const running = kit.run()
  kit.topic.append(0, 'a')
  await kit.clock.advance(30_000)
  const current = aRevision(2, { pathPrefix: 'other' })
  kit.job = { ...kit.job, intervalMs: 10_000, current, revisions: new Map([...kit.job.revisions, [2, current]]) }
  kit.topic.append(0, 'b')
  await kit.clock.advance(10_000)
  t.deepEqual(Object.keys(kit.files()), [
    'events/2021-03-26T09:56:30-demo---0.jsonl',
    'other/2021-03-26T09:56:40-demo---0.jsonl',
  ])
  await kit.end(running)
})

test('runExporter() spreads more partitions over several objects than the store has room for', async (t) => {
  const kit = new Kit(230)
  for (let partition = 0; partition < 230; partition++) kit.topic.append(partition, `${partition}`)
  await kit.finish(kit.run({ once: true }))
  const parts = kit.store.created.map(({ metadata }) => decodeMetadata(metadata)?.ranges.length ?? 0)
  t.is(
    parts.reduce((sum, each) => sum + each, 0),
    230,
  )
  t.deepEqual(parts, [100, 100, 30])
})

test('runExporter() reads partitions that were added from their beginning', async (t) => {
  const kit = new Kit(1)
  kit.topic.addPartition()
  kit.topic.addPartition()
  kit.topic.append(2, 'new')
  await kit.finish(kit.run({ once: true }))
  t.deepEqual(Object.values(kit.files()), ['new\n'])
  t.like(kit.group.entries.get(2), { end: 1, partitions: 1 })
})

for (const [what, prepare, code] of [
  ['another exporter’s ledger', (kit: Kit) => kit.group.entries.set(0, anEntry({ uid: 'uid-2' })), 'STRM1804'],
  ['a stream made again', (kit: Kit) => kit.topic.recreate('topic-2'), 'STRM1801'],
  ['a lost entry', (kit: Kit) => kit.group.entries.delete(0), 'STRM1803'],
  ['an empty ledger', (kit: Kit) => kit.group.entries.clear(), 'STRM1803'],
] as const) {
  test(`runExporter() stops at ${what}`, async (t) => {
    const kit = new Kit(2)
    prepare(kit)
    kit.topic.append(1, 'a')
    const outcome = await kit.finish(kit.run())
    t.is(outcome.outcome === 'failed' ? outcome.diagnostics[0]?.code : undefined, code)
    t.deepEqual(kit.files(), {})
  })
}

test('runExporter() killed between create and advance: the next one advances without a second object', async (t) => {
  const kit = new Kit(2)
  kit.topic.append(0, 'a')
  kit.topic.append(1, 'b')
  const dead = kit.run({
    once: true,
    world: { crashPoint: (name) => (name === 'created' ? new Promise(() => {}) : Promise.resolve()) },
  })
  dead.catch(() => undefined)
  await settle()
  t.is(kit.store.created.length, 1)
  t.truthy(kit.group.entries.get(0)?.intent)
  kit.group.remove('member-1')
  t.like(await kit.finish(kit.run({ once: true })), { outcome: 'done' })
  t.is(kit.store.created.length, 1)
  t.like(kit.group.entries.get(1), { offset: 1, end: 1, intent: undefined })
})

test('runExporter() warns once and goes on where an existing object may not be looked at', async (t) => {
  const kit = new Kit(1)
  kit.store.headAllowed = false
  kit.topic.append(0, 'a')
  const dead = kit.run({
    once: true,
    world: { crashPoint: (name) => (name === 'created' ? new Promise(() => {}) : Promise.resolve()) },
  })
  dead.catch(() => undefined)
  await settle()
  kit.group.remove('member-1')
  t.like(await kit.finish(kit.run({ once: true })), { outcome: 'done' })
  t.is(kit.store.created.length, 1)
  t.deepEqual(
    kit.eventsOf('warning').map(({ diagnostic }) => diagnostic.code),
    ['STRM3008'],
  )
})
