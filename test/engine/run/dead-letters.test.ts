import test from 'ava'
import type { CrashPoint } from '../../../src/engine/world.ts'
import { deadLetter } from '../../../src/engine/decide/dead-letter.ts'
import { decodeMetadata } from '../../../src/model/stored-metadata.ts'
import { settle } from '../../memory/fake-clock.ts'
import { aRevision, Kit } from '../kit.ts'

const REJECTING = aRevision(1, { onInvalidRecord: 'dead_letter' })
const MAIN = 'events/2021-03-26T09:56:00-demo---0-1.jsonl'
const DEAD = `dead/${MAIN}`

function diesWhen(point: CrashPoint): (name: CrashPoint) => Promise<void> {
  return (name) => (name === point ? new Promise<void>(() => {}) : Promise.resolve())
}

function filled(): Kit {
  const kit = new Kit(2, { current: REJECTING })
  for (const value of ['a', 'tombstone', '', 'b\nc', 'd']) kit.topic.append(0, value)
  kit.topic.append(1, 'tombstone')
  return kit
}

test('runExporter() writes rejected records to an object of their own, before the others', async (t) => {
  const kit = filled()
  await kit.finish(kit.run({ once: true }))
  t.deepEqual(
    kit.store.created.map(({ key }) => key),
    [DEAD, MAIN],
  )
  t.is(kit.files()[MAIN], 'a\nd\n')
  const dead = kit.files()[DEAD] ?? ''
  t.deepEqual(
    dead
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
    [
      { stream: 'demo', partition: 0, offset: 1, reason: 'it is a tombstone', value: null },
      { stream: 'demo', partition: 0, offset: 2, reason: 'it is empty', value: '' },
      { stream: 'demo', partition: 0, offset: 3, reason: 'it contains a newline', value: 'b\nc' },
      { stream: 'demo', partition: 1, offset: 0, reason: 'it is a tombstone', value: null },
    ],
  )
  const [rejected, main] = kit.store.created.map(({ metadata }) => decodeMetadata(metadata))
  t.like(main, { role: 'lines', records: 2, rejected: 4, skipped: 0 })
  t.deepEqual(
    main?.ranges.map(({ end, records }) => [end, records]),
    [
      [5, 2],
      [1, 0],
    ],
  )
  t.like(rejected, { role: 'dead-letters', records: 4, rejected: 0, batch: main?.batch })
  t.is(kit.eventsOf('warning')[0]?.diagnostic.code, 'STRM3011')
})

test('runExporter() writes only dead letters where every record of a batch was rejected', async (t) => {
  const kit = new Kit(2, { current: REJECTING })
  kit.topic.append(1, 'tombstone')
  await kit.finish(kit.run({ once: true }))
  t.deepEqual(Object.keys(kit.files()), ['dead/events/2021-03-26T09:56:00-demo---1.jsonl'])
  t.like(decodeMetadata(kit.store.created[0]?.metadata ?? {}), { role: 'only-dead-letters', records: 1 })
  t.like(kit.group.entries.get(1), { offset: 1, end: 1 })
  t.is(kit.budget.usedBytes, 0)
})

for (const point of ['announced', 'between-objects', 'created'] as const) {
  test(`runExporter() killed when ${point}: the next one makes the same objects, each once`, async (t) => {
    const kit = filled()
    void kit.run({ once: true, world: { crashPoint: diesWhen(point) } })
    await settle()
    kit.group.remove('member-1')
    const whole = filled()
    await whole.finish(whole.run({ once: true }))
    const current = aRevision(2, { onInvalidRecord: 'skip', streamName: 'other', deadLetterPrefix: 'elsewhere' })
    kit.job = { ...kit.job, current, revisions: new Map([...kit.job.revisions, [2, current]]) }
    t.like(await kit.finish(kit.run({ once: true })), { outcome: 'done', incomplete: false })
    t.deepEqual(
      kit.store.created.map(({ key }) => key),
      [DEAD, MAIN],
    )
    t.deepEqual(kit.files(), whole.files())
  })
}

test('runExporter() follows a changed policy: what was left out stays so, and recovery finds the same dead letters', async (t) => {
  const kit = new Kit(1, { current: aRevision(1, { onInvalidRecord: 'skip' }) })
  void kit.run({ world: { crashPoint: diesWhen('announced') } })
  kit.topic.append(0, 'a')
  kit.topic.append(0, 'tombstone')
  await kit.clock.advance(0)
  const current = aRevision(2, { onInvalidRecord: 'dead_letter' })
  kit.job = { ...kit.job, current, revisions: new Map([...kit.job.revisions, [2, current]]) }
  kit.topic.append(0, 'tombstone')
  await kit.clock.advance(30_000)
  t.like(kit.group.entries.get(0)?.intent, { records: 1, skipped: 1, rejected: { records: 1, from: 2 } })
  kit.group.remove('member-1')
  t.like(await kit.finish(kit.run({ once: true })), { outcome: 'done', incomplete: false })
  t.is(kit.store.created.length, 2)
})

test('runExporter() counts dead letters where retention took them from an announced range', async (t) => {
  const kit = filled()
  void kit.run({
    once: true,
    world: { crashPoint: (name) => (name === 'announced' ? new Promise(() => {}) : Promise.resolve()) },
  })
  await settle()
  kit.group.remove('member-1')
  kit.topic.cut(0, 3)
  t.like(await kit.finish(kit.run({ once: true })), { incomplete: true })
  t.is(kit.files()[MAIN], 'd\n')
  t.regex(
    kit
      .eventsOf('warning')
      .map(({ diagnostic }) => diagnostic.detail)
      .join(),
    /2 of 5 records/,
  )
})

test('deadLetter() keeps bytes that are no text', (t) => {
  const record = { stream: 'demo', partition: 0, offset: 7, reason: 'it is empty' }
  t.is(
    Buffer.from(deadLetter({ ...record, value: Uint8Array.of(0xff, 0x0a) })).toString(),
    '{"stream":"demo","partition":0,"offset":7,"reason":"it is empty","value_base64":"/wo="}',
  )
  t.regex(Buffer.from(deadLetter({ ...record, value: Buffer.from('ä\n') })).toString(), /"value":"ä\\n"/)
})

test('runExporter() compresses beside the main thread, and gives the memory of lines and bodies back', async (t) => {
  for (const compression of ['gzip', 'zstd'] as const) {
    const kit = new Kit(1, { current: aRevision(1, { compression, onInvalidRecord: 'dead_letter' }) })
    kit.topic.append(0, 'a')
    kit.topic.append(0, 'tombstone')
    await kit.finish(kit.run({ once: true }))
    const suffix = compression === 'gzip' ? 'gz' : 'zst'
    t.true(kit.store.created.every(({ key }) => key.endsWith(`.jsonl.${suffix}`)))
    t.is(kit.store.created.length, 2)
    t.is(kit.budget.usedBytes, 0)
  }
})
