import test from 'ava'
import type { ExecutionContext } from 'ava'
import { MemoryBudget } from '../../../src/engine/memory-budget.ts'
import { FetchHub } from '../../../src/engine/sharing/fetch-hub.ts'
import { SharedReader } from '../../../src/engine/sharing/shared-reader.ts'
import type { Fetched, Reader } from '../../../src/model/stream.ts'
import { FakeClock, settle } from '../../memory/fake-clock.ts'
import { DIRECT_LINK, type Link } from '../../memory/link.ts'
import { MemoryGroup } from '../../memory/memory-group.ts'
import { MemoryStream } from '../../memory/memory-stream.ts'
import { MemoryTopic } from '../../memory/memory-topic.ts'
import { randomFrom } from '../../cli/random.ts'

/** A topic, a hub over it, and readers that keep what they were given. */
class Kit {
  readonly topic: MemoryTopic
  readonly clock = new FakeClock()
  readonly budget: MemoryBudget
  readonly #hub: FetchHub
  readonly #stream: MemoryStream
  fetches = 0
  failing = false
  #open = 0

  constructor({ partitions = 1, memory = 1 << 20, fetchBytes = 1 << 20 } = {}) {
    this.topic = new MemoryTopic('topic-1', partitions)
    this.budget = new MemoryBudget(memory)
    const link: Link = { ...DIRECT_LINK, call: (operation, effect) => this.#call(operation, effect) }
    const group = new MemoryGroup(() => partitions)
    const { clock } = this
    this.#stream = new MemoryStream({
      topic: this.topic,
      group,
      link,
      clock: {
        now: () => clock.now(),
        monotonic: () => clock.monotonic(),
        sleep: (ms, signal) => (ms === 0 ? Promise.resolve() : clock.sleep(ms, signal)),
      },
    })
    this.#hub = new FetchHub({ openReader: () => this.#openReader(), budget: this.budget, fetchBytes })
  }

  /** Readers of the stream itself that are open. */
  get open(): number {
    return this.#open
  }

  reader(positions: readonly (readonly [number, number])[] = [[0, 0]]): Taking {
    const reader = new SharedReader(this.#hub, () => this.#openReader())
    reader.assign(new Map(positions.map(([partition, offset]) => [partition, { offset }])))
    return new Taking(reader, this.budget)
  }

  async #openReader(): Promise<Reader> {
    const reader = await this.#stream.openReader()
    this.#open++
    const close = reader.close.bind(reader)
    reader.close = async () => {
      this.#open--
      await close()
    }
    return reader
  }

  #call<T>(operation: string, effect: () => T): Promise<T> {
    if (operation === 'fetch') this.fetches++
    return this.failing ? Promise.reject(new Error('No route')) : DIRECT_LINK.call(operation, effect)
  }
}

class Taking {
  readonly reader: SharedReader
  readonly values = new Map<number, string[]>()
  readonly #budget: MemoryBudget

  constructor(reader: SharedReader, budget: MemoryBudget) {
    this.reader = reader
    this.#budget = budget
  }

  async poll({ waitMs = 0, maxBytes = 1 << 20 } = {}): Promise<readonly Fetched[]> {
    const fetched = await this.reader.poll({ waitMs, maxBytes, signal: new AbortController().signal })
    this.#budget.charge(fetched.reduce((sum, { bytes }) => sum + bytes, 0))
    return fetched
  }

  take(fetched: readonly Fetched[]): void {
    for (const part of fetched) {
      const values = this.values.get(part.partition) ?? []
      this.values.set(part.partition, values)
      const taker = {
        take: (source: Uint8Array, start: number, end: number) => {
          values.push(Buffer.from(source.subarray(start, end)).toString())
          return true
        },
        reject: () => true,
        pass: () => undefined,
      }
      part.decode(taker)
      part.release()
      this.#budget.refund(part.bytes)
    }
  }

  async next(options?: { waitMs?: number; maxBytes?: number }): Promise<void> {
    this.take(await this.poll(options))
  }
}

test('readers at one position share each fetch', async (t) => {
  const kit = new Kit()
  const readers = Array.from({ length: 5 }, () => kit.reader())
  for (let round = 0; round < 2; round++) for (const reader of readers) await reader.next()
  t.is(kit.open, 1, 'each has handed its own reader back')
  const before = kit.fetches
  const polls = readers.map((reader) => reader.next({ waitMs: 5000 }))
  await settle()
  kit.topic.append(0, 'a')
  kit.topic.append(0, 'b')
  await Promise.all(polls)
  t.true(kit.fetches - before <= 3, `${kit.fetches - before} fetches`)
  for (const { values } of readers) t.deepEqual(values.get(0), ['a', 'b'])
  t.is(kit.budget.usedBytes, 0)
})

test('shared data counts once and only until the last one has taken it', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other]) await reader.next()
  kit.topic.append(0, 'x'.repeat(99))
  const first = await one.poll()
  t.is(kit.budget.usedBytes, 100)
  const second = await other.poll()
  t.is(kit.budget.usedBytes, 100)
  one.take(first)
  t.is(kit.budget.usedBytes, 100)
  other.take(second)
  t.is(kit.budget.usedBytes, 0)
  t.deepEqual(other.values.get(0), ['x'.repeat(99)])
})

test('a reader that does not come for its data holds back neither the others nor memory, and comes back', async (t) => {
  const kit = new Kit({ fetchBytes: 1000 })
  const [fast, slow] = [kit.reader(), kit.reader()]
  for (const reader of [fast, slow, fast, slow]) await reader.next()
  for (let round = 0; round < 100; round++) {
    kit.topic.append(0, String(round).padStart(99, '0'))
    await fast.next()
    t.true(kit.budget.usedBytes <= 3000, `${kit.budget.usedBytes} bytes are held`)
  }
  t.is(fast.values.get(0)?.length, 100)
  for (let round = 0; round < 100; round++) await fast.next()
  t.is(kit.budget.usedBytes, 0, 'nobody looks for it any more')
  while ((slow.values.get(0)?.length ?? 0) < 100) await slow.next({ maxBytes: 1000 })
  t.deepEqual(slow.values, fast.values)
  await slow.next()
  await fast.next()
  t.is(kit.open, 1)
})

test('a failed fetch is the trouble of each reader, and sharing goes on after it', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other, one, other]) await reader.next()
  kit.topic.append(0, 'a')
  kit.failing = true
  await t.throwsAsync(one.poll(), { message: 'No route' })
  await t.throwsAsync(other.poll(), { message: 'No route' })
  kit.failing = false
  for (const reader of [one, other, one, other, one, other]) await reader.next()
  for (const { values } of [one, other]) t.deepEqual(values.get(0), ['a'])
  t.is(kit.open, 1)
  t.is(kit.budget.usedBytes, 0)
})

test('what cannot be decoded ends reading for whoever decoded it, at the place where it is', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other]) await reader.next()
  kit.topic.append(0, 'a')
  const [view] = await one.poll()
  Object.defineProperty(view, 'failure', { value: new Error('damaged') })
  kit.topic.append(0, 'b')
  await t.throwsAsync(one.poll(), { message: 'damaged' })
  await t.throwsAsync(one.poll(), { message: 'damaged' })
  for (let round = 0; round < 3; round++) await other.next()
  t.deepEqual(other.values.get(0), ['a', 'b'])
  one.reader.assign(new Map([[0, { offset: 0 }]]))
  while ((one.values.get(0)?.length ?? 0) < 2) await one.next()
  t.deepEqual(one.values.get(0), ['a', 'b'])
})

test('a reader whose log is another one than that of the others reads for itself first', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other]) await reader.next()
  t.is(kit.open, 1)
  other.reader.assign(new Map([[0, { offset: 0, log: 'another' }]]))
  await other.next()
  t.is(kit.open, 2)
  await other.next()
  t.is(kit.open, 1)
})

test('an abort ends the wait of one reader only', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other, one, other]) await reader.next()
  const abort = new AbortController()
  const waiting = one.reader.poll({ waitMs: 5000, maxBytes: 1000, signal: abort.signal })
  const polled = other.next({ waitMs: 5000 })
  await settle()
  abort.abort(new Error('enough'))
  await t.throwsAsync(waiting, { message: 'enough' })
  kit.topic.append(0, 'a')
  await polled
  t.deepEqual(other.values.get(0), ['a'])
  await one.next()
  t.deepEqual(one.values.get(0), ['a'])
})

test('the last reader that closes closes everything', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other, one, other]) await reader.next()
  kit.topic.append(0, 'a')
  await one.next()
  const polled = other.next({ waitMs: 5000 })
  await polled
  await one.reader.close()
  await other.reader.close()
  t.is(kit.open, 0)
  t.is(kit.budget.usedBytes, 0)
})

test('whatever they do, readers get every record once and in order', async (t) => {
  for (let seed = 1; seed <= 60; seed++) await misuse(t, seed)
})

async function misuse(t: ExecutionContext, seed: number): Promise<void> {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const partitions = 1 + below(3)
  const kit = new Kit({ partitions, fetchBytes: 50 + below(300) })
  const all = Array.from({ length: partitions }, (): string[] => [])
  const append = () => {
    const partition = below(partitions)
    const log = all[partition] ?? []
    for (let left = below(20); left > 0; left--) {
      log.push(`${log.length}:${'x'.repeat(below(30))}`)
      kit.topic.append(partition, log.at(-1) ?? '')
    }
  }
  for (let round = 0; round < 5; round++) append()
  const readers = Array.from({ length: 1 + below(4) }, () => {
    const owned = [...all.keys()].filter(() => random() < 0.8)
    const at = owned.map((partition) => [partition, below((all[partition]?.length ?? 0) + 1)] as const)
    return { at, taking: kit.reader(at), held: [] as readonly Fetched[] }
  })
  for (let step = 0; step < 150; step++) {
    const reader = readers[below(readers.length)]
    if (random() < 0.2) append()
    kit.failing = random() < 0.05
    reader?.taking.take(reader.held)
    if (reader !== undefined) reader.held = await reader.taking.poll({ maxBytes: 20 + below(400) }).catch(() => [])
  }
  kit.failing = false
  for (const { at, taking, held } of readers) {
    taking.take(held)
    for (let round = 0; round < 60; round++) await taking.next()
    for (const [partition, from] of at) {
      t.deepEqual(taking.values.get(partition) ?? [], all[partition]?.slice(from) ?? [], `seed ${seed}`)
    }
  }
  for (const { taking } of readers) await taking.reader.close()
  t.is(kit.budget.usedBytes, 0, `seed ${seed}`)
  t.is(kit.open, 0, `seed ${seed}`)
}
