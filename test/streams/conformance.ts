import { setMaxListeners } from 'node:events'
import ava from 'ava'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { Reader } from '../../src/model/stream.ts'
import type { Declare } from '../services/test-with.ts'
import type { StreamHarness } from './harness.ts'
import { LineCollector } from './line-collector.ts'
import { makeStream, deps, variantOf } from './open-stream.ts'

const never = new AbortController().signal
setMaxListeners(0, never)

/** What every stream must do: actions, description, reader and writer. */
export function testStream(variant: string, harness: StreamHarness): void {
  const tested = { variant, harness }
  const test: Declare = harness.test ?? ava

  test(`${variant}: describe() says that a stream was not made`, async (t) => {
    const { settings } = await harness.prepare(t, 1)
    const stream = await variantOf(variant).open(settings, deps())
    await t.throwsAsync(stream.describe(never), { instanceOf: DiagnosedError })
    await stream.close()
    await stream.close()
  })

  test(`${variant}: ensure() may run again and keeps the topic`, async (t) => {
    const { actions, stream, topic } = await makeStream(t, tested, { partitions: 3 })
    const again = await actions.ensure(never)
    t.is(again.topic, topic)
    t.deepEqual(
      again.partitions.map(({ partition, earliest, latest }) => [partition, earliest, latest]),
      [0, 1, 2].map((partition) => [partition, 0, 0]),
    )
    t.deepEqual(await stream.describe(never), again)
  })

  test(`${variant}: ensure() by several at once makes one topic`, async (t) => {
    const { settings } = await harness.prepare(t, 2)
    const actions = await variantOf(variant).actions(settings, deps())
    const made = await Promise.all(Array.from({ length: 5 }, () => actions.ensure(never)))
    t.is(new Set(made.map(({ topic }) => topic)).size, 1)
  })

  test(`${variant}: ensure() raises the number of partitions, which an open stream sees`, async (t) => {
    const { stream, topic, withPartitions } = await makeStream(t, tested, { partitions: 1 })
    const raised = await variantOf(variant).actions(withPartitions(3), deps())
    t.is((await raised.ensure(never)).topic, topic)
    t.is((await stream.describe(never)).partitions.length, 3)
  })

  test(`${variant}: ensure() refuses to lower the number of partitions`, async (t) => {
    const { stream, withPartitions } = await makeStream(t, tested, { partitions: 3 })
    const lowered = await variantOf(variant).actions(withPartitions(2), deps())
    await t.throwsAsync(lowered.ensure(never), { instanceOf: DiagnosedError })
    t.is((await stream.describe(never)).partitions.length, 3)
  })

  test(`${variant}: remove() may run again, and a stream that is made anew has another topic`, async (t) => {
    const { actions, topic, made } = await makeStream(t, tested)
    await actions.remove(made, never)
    await actions.remove(made, never)
    t.not((await actions.ensure(never)).topic, topic)
  })

  test(`${variant}: describe() tells the end of what was produced`, async (t) => {
    const { stream, produce } = await makeStream(t, tested, { partitions: 2 })
    await produce(1, ['a', 'b'])
    const { partitions } = await stream.describe(never)
    t.is(partitions[0]?.latest, 0)
    const reader = await stream.openReader()
    t.teardown(() => reader.close())
    reader.assign(new Map([[1, { offset: partitions[1]?.latest ?? 0 }]]))
    await produce(1, ['c'])
    t.deepEqual((await readSome(reader, 1)).values(1), ['c'])
  })

  test(`${variant}: the reader gives every value once and in order, with ranges that tile`, async (t) => {
    const { stream, produce } = await makeStream(t, tested, { partitions: 2 })
    const values = [0, 1].map((partition) =>
      Array.from({ length: 5000 }, (_, number) => `{"p":${partition},"n":${number}}`),
    )
    for (const [partition, list] of values.entries()) await produce(partition, list)
    const reader = await stream.openReader()
    t.teardown(() => reader.close())
    reader.assign(new Map([0, 1].map((partition) => [partition, { offset: 0 }])))
    const collector = await readSome(reader, 10_000)
    for (const [partition, list] of values.entries()) {
      t.deepEqual(collector.values(partition), list)
      const ranges = collector.ranges(partition)
      t.true(ranges.every(([begin], index) => index === 0 || begin >= (ranges[index - 1]?.[1] ?? Infinity)))
    }
  })

  test(`${variant}: readRange() reads again exactly what was read before`, async (t) => {
    const { stream, produce } = await makeStream(t, tested)
    await produce(0, ['a', 'b', 'c', 'd'])
    const reader = await stream.openReader()
    t.teardown(() => reader.close())
    reader.assign(new Map([[0, { offset: 0 }]]))
    const ranges = (await readSome(reader, 4)).ranges(0)
    const collector = new LineCollector()
    await reader.readRange(
      { partition: 0, begin: ranges[1]?.[0] ?? 0, end: ranges[2]?.[1] ?? 0 },
      collector.of(0),
      never,
    )
    t.deepEqual(collector.values(0), ['b', 'c'])
  })

  test(`${variant}: the reader forgets what it read when it is assigned again`, async (t) => {
    const { stream, produce } = await makeStream(t, tested, { partitions: 2 })
    await produce(0, ['a'])
    await produce(1, ['b'])
    const reader = await stream.openReader()
    t.teardown(() => reader.close())
    reader.assign(new Map([[0, { offset: 0 }]]))
    t.deepEqual((await readSome(reader, 1)).values(0), ['a'])
    reader.assign(new Map([[1, { offset: 0 }]]))
    const collector = await readSome(reader, 1)
    t.deepEqual([collector.values(0), collector.values(1)], [[], ['b']])
  })

  test(`${variant}: poll() waits no longer than it was told, and not at all when aborted`, async (t) => {
    const { stream } = await makeStream(t, tested)
    const reader = await stream.openReader()
    t.teardown(() => reader.close())
    reader.assign(new Map([[0, { offset: 0 }]]))
    t.deepEqual(await reader.poll({ waitMs: 10, maxBytes: 1000, signal: never }), [])
    const reason = new Error('stopped')
    await t.throwsAsync(reader.poll({ waitMs: 60_000, maxBytes: 1000, signal: AbortSignal.abort(reason) }), {
      is: reason,
    })
    await reader.close()
    await reader.close()
  })

  test(`${variant}: the writer keeps the order of a key, and several writers lose nothing`, async (t) => {
    const { stream, settings } = await makeStream(t, tested, { partitions: 3 })
    const append = async (writer: number) => {
      const open = await variantOf(variant).openWriter(settings, deps())
      for (let round = 0; round < 20; round++) {
        const events = Array.from({ length: 20 }, (_, number) => ({
          key: `k${number}`,
          value: `${writer} ${number} ${round}`,
        }))
        await open.append(events, never)
      }
      await open.close()
      await open.close()
    }
    await Promise.all([append(0), append(1)])
    const reader = await stream.openReader()
    t.teardown(() => reader.close())
    reader.assign(new Map([0, 1, 2].map((partition) => [partition, { offset: 0 }])))
    const collector = await readSome(reader, 800)
    const perPartition = [0, 1, 2].map((partition) => collector.values(partition))
    t.is(new Set(perPartition.flat()).size, 800)
    for (const values of perPartition) {
      for (const series of new Set(values.map((value) => value.replace(/ \d+$/, '')))) {
        const own = values.filter((value) => value.startsWith(`${series} `))
        t.deepEqual(
          own,
          own.map((_, round) => `${series} ${round}`),
        )
        t.is(own.length, 20)
      }
    }
  })
}

/** Polls until so many values came. */
async function readSome(reader: Reader, count: number): Promise<LineCollector> {
  const collector = new LineCollector()
  while (collector.count < count) {
    for (const part of await reader.poll({ waitMs: 5000, maxBytes: 1024 * 1024, signal: never })) {
      part.decode(collector.of(part.partition))
    }
  }
  return collector
}
