import test from 'ava'
import type { EngineWorld } from '../../../src/engine/world.ts'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { DIRECT_LINK, LinkError } from '../../memory/link.ts'
import type { Link } from '../../memory/link.ts'
import { aJob, aRevision, Kit } from '../kit.ts'

/** Lines of several chunks in each of two partitions. */
function kitWithMuch(): { readonly kit: Kit; readonly lines: string } {
  const kit = new Kit(2)
  kit.budget = new MemoryBudget(11 << 20)
  const lines = [0, 1].map((partition) =>
    Array.from({ length: 60 }, (_, index) => `${partition}-${index}-${'z'.repeat(50_000)}`),
  )
  for (const [partition, each] of lines.entries()) for (const text of each) kit.topic.append(partition, text)
  return {
    kit,
    lines: lines
      .flat()
      .map((text) => `${text}\n`)
      .join(''),
  }
}

/** What is fetched counts as used memory too: little at a time, so that one batch has the memory for itself. */
function worldOf(kit: Kit, link: Link): EngineWorld {
  const world = kit.world(link)
  return { ...world, settings: { ...world.settings, fetchBytes: 1 << 18 } }
}

/** Without a difference of millions of characters where it is not. */
function isOnly(kit: Kit, lines: string): boolean {
  const [body, ...others] = Object.values(kit.files())
  return body === lines && others.length === 0
}

/** How often a range was read again. */
function countingRanges(link: Link): { readonly link: Link; readonly ranges: () => number } {
  let ranges = 0
  const call = <T>(operation: string, effect: () => T): Promise<T> => {
    if (operation === 'read range') ranges++
    return link.call(operation, effect)
  }
  return { link: { ...link, call }, ranges: () => ranges }
}

/** Loses the first answers to creations: the object is there, or it is not. */
function losing(answers: number, isMade: boolean): Link {
  let left = answers
  return {
    ...DIRECT_LINK,
    call: async <T>(operation: string, effect: () => T) => {
      if (operation !== 'create' || left-- <= 0) return DIRECT_LINK.call(operation, effect)
      if (isMade) effect()
      throw new LinkError(operation)
    },
  }
}

test('memory of what the destination has is used for something else while the rest is sent', async (t) => {
  const { kit, lines } = kitWithMuch()
  const used: number[] = []
  const link = {
    ...DIRECT_LINK,
    call: <T>(operation: string, effect: () => T) => {
      if (operation === 'create') used.push(kit.budget.usedBytes)
      return DIRECT_LINK.call(operation, effect)
    },
  }
  await kit.finish(kit.run({ once: true, world: worldOf(kit, link) }))
  t.true(isOnly(kit, lines))
  t.true(used.every((bytes) => bytes < lines.length))
  t.is(kit.budget.usedBytes, 0)
})

test('a body of which a part is gone is read again when the destination did not take it', async (t) => {
  const { kit, lines } = kitWithMuch()
  await kit.finish(kit.run({ once: true, world: worldOf(kit, losing(3, false)) }))
  t.true(isOnly(kit, lines))
  t.is(kit.store.created.length, 1)
  t.deepEqual(
    kit.eventsOf('object').map(({ recovered }) => recovered),
    [false],
  )
  t.is(kit.budget.usedBytes, 0)
})

test('a body of which a part is gone is not read again when the destination took it and the answer was lost', async (t) => {
  const { kit, lines } = kitWithMuch()
  const { link, ranges } = countingRanges(losing(1, true))
  await kit.finish(kit.run({ once: true, world: worldOf(kit, link) }))
  t.true(isOnly(kit, lines))
  t.is(ranges(), 0)
  t.deepEqual(
    kit.eventsOf('object').map(({ bytes }) => bytes),
    [lines.length],
  )
  t.is(kit.budget.usedBytes, 0)
})

test('what is small enough to be kept is sent again from memory', async (t) => {
  const { kit, lines } = kitWithMuch()
  kit.budget = new MemoryBudget(128 << 20)
  const { link, ranges } = countingRanges(losing(3, false))
  await kit.finish(kit.run({ once: true, world: worldOf(kit, link) }))
  t.true(isOnly(kit, lines))
  t.is(ranges(), 0)
})

test('an object of dead letters is told of once, also when the lines after it are read again', async (t) => {
  const { kit, lines } = kitWithMuch()
  kit.job = aJob({ current: aRevision(1, { onInvalidRecord: 'dead_letter' }) })
  kit.topic.append(0, 'tombstone')
  const link = losing(1, false)
  let creations = 0
  const call = <T>(operation: string, effect: () => T): Promise<T> => {
    const isFirst = operation === 'create' && creations++ === 0
    return isFirst ? DIRECT_LINK.call(operation, effect) : link.call(operation, effect)
  }
  await kit.finish(kit.run({ once: true, world: worldOf(kit, { ...link, call }) }))
  t.is(creations, 4)
  t.true(Object.values(kit.files()).includes(lines))
  t.deepEqual(
    kit.eventsOf('object').map(({ metadata }) => metadata.role),
    ['dead-letters', 'lines'],
  )
})
