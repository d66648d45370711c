import test from 'ava'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import type { Spill } from '../../../src/engine/batch/spill.ts'
import { aRevision, Kit } from '../kit.ts'

/** Room for so many bytes in memory of its own. */
class MemorySpill implements Spill {
  readonly #most: number
  readonly #readable: () => boolean
  bytes = 0
  written = 0

  constructor(most: number, readable: () => boolean = () => true) {
    this.#most = most
    this.#readable = readable
  }

  write(bytes: Uint8Array): ReturnType<Spill['write']> {
    if (this.bytes + bytes.length > this.#most) return undefined
    const copy = Uint8Array.from(bytes)
    const { length } = copy
    this.bytes += length
    this.written += length
    let isHeld = true
    const release = () => {
      if (isHeld) this.bytes -= length
      isHeld = false
    }
    const read = (into: Uint8Array) => {
      if (!this.#readable()) throw new Error('EIO')
      into.set(copy)
    }
    return { length, read, release }
  }
}

const BUDGET = 1 << 20

/** 60 kB a partition, four of them, with many who share the budget: more than one may hold while others hold theirs. */
function filled(changes: Partial<Kit['job']> = {}): Kit {
  const kit = new Kit(4, changes)
  kit.budget = new MemoryBudget(BUDGET)
  for (let other = 0; other < 15; other++) {
    kit.budget.enter({ relievable: () => 0, relieve: () => undefined, roomAgain: () => undefined })
  }
  for (let n = 0; n < 240; n++) kit.topic.append(n % 4, `${n}`.padStart(1000, '.'))
  return kit
}

function contents(kit: Kit): readonly string[] {
  return Object.values(kit.files())
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .toSorted()
}

/** Somebody else holds this much until the end. */
const HELD_BY_OTHERS = BUDGET * 0.7

test('runExporter() spills an open batch where memory is short, and writes larger objects', async (t) => {
  const plain = filled()
  plain.budget.charge(HELD_BY_OTHERS)
  await plain.finish(plain.run({ once: true }))
  t.true(plain.store.created.length > 1)

  for (const compression of ['none', 'gzip'] as const) {
    const kit = filled({ current: aRevision(1, { compression }) })
    kit.budget.charge(HELD_BY_OTHERS)
    const spill = new MemorySpill(1 << 30)
    await kit.finish(kit.run({ once: true, world: { spill } }))
    t.log(`${kit.store.created.length} objects, ${plain.store.created.length} without spilling`)
    t.true(2 * kit.store.created.length <= plain.store.created.length)
    if (compression === 'none') t.deepEqual(contents(kit), contents(plain))
    t.true(spill.written > 0)
    t.is(spill.bytes, 0)
    t.is(kit.budget.usedBytes, HELD_BY_OTHERS)
  }
})

test('runExporter() closes early, warns once and loses nothing where there is no room to spill', async (t) => {
  const kit = filled()
  kit.budget.charge(HELD_BY_OTHERS)
  const spill = new MemorySpill(40_000)
  await kit.finish(kit.run({ once: true, world: { spill } }))
  t.is(contents(kit).length, 240)
  t.deepEqual(
    kit.eventsOf('warning').map(({ diagnostic }) => diagnostic.code),
    ['STRM3012'],
  )
  t.is(spill.bytes, 0)
  t.is(kit.budget.usedBytes, HELD_BY_OTHERS)
})

test('runExporter() reads again from the stream what cannot be read from the spill', async (t) => {
  const kit = filled()
  kit.budget.charge(HELD_BY_OTHERS)
  let failures = 1
  const spill = new MemorySpill(1 << 30, () => failures-- <= 0)
  await kit.finish(kit.run({ once: true, world: { spill } }))
  t.is(contents(kit).length, 240)
  t.is(new Set(contents(kit)).size, 240)
  t.true(kit.eventsOf('rejoining').some(({ why }) => why.includes('EIO')))
  t.is(spill.bytes, 0)
  t.is(kit.budget.usedBytes, HELD_BY_OTHERS)
})

test('runExporter() brings a spilled batch back after a while though others hold all memory', async (t) => {
  const kit = filled()
  kit.budget.charge(BUDGET * 2)
  await kit.finish(kit.run({ once: true, world: { spill: new MemorySpill(1 << 30) } }))
  t.is(contents(kit).length, 240)
  t.is(kit.budget.usedBytes, BUDGET * 2)
})

test('MemoryBudget.reserve() waits until it fits, and not for ever', async (t) => {
  const budget = new MemoryBudget(1000)
  budget.charge(900)
  let isIn = false
  const reserved = budget.reserve(200, new AbortController().signal).then(() => (isIn = true))
  budget.refund(50)
  await Promise.resolve()
  t.false(isIn)
  budget.refund(100)
  await reserved
  t.is(budget.usedBytes, 950)
  const stop = new AbortController()
  const forced = budget.reserve(500, stop.signal)
  stop.abort()
  await forced
  t.is(budget.usedBytes, 1450)
})
