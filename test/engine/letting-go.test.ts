import test from 'ava'
import { DIRECT_LINK, LinkError } from '../memory/link.ts'
import type { Link } from '../memory/link.ts'
import { Kit } from './kit.ts'

/** Lines of several chunks in each of two partitions. */
function kitWithMuch(): { readonly kit: Kit; readonly lines: string } {
  const kit = new Kit(2)
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
  await kit.finish(kit.run({ once: true, world: kit.world(link) }))
  t.deepEqual(Object.values(kit.files()), [lines])
  t.true(used.every((bytes) => bytes < lines.length))
  t.is(kit.budget.usedBytes, 0)
})

test('a body of which a part is gone is read again when the destination did not take it', async (t) => {
  const { kit, lines } = kitWithMuch()
  await kit.finish(kit.run({ once: true, world: kit.world(losing(3, false)) }))
  t.deepEqual(Object.values(kit.files()), [lines])
  t.is(kit.store.created.length, 1)
  t.deepEqual(
    kit.eventsOf('object').map(({ recovered }) => recovered),
    [false],
  )
  t.is(kit.budget.usedBytes, 0)
})

test('a body of which a part is gone is not read again when the destination took it and the answer was lost', async (t) => {
  const { kit, lines } = kitWithMuch()
  let ranges = 0
  const link = losing(1, true)
  const call = <T>(operation: string, effect: () => T): Promise<T> => {
    if (operation === 'read range') ranges++
    return link.call(operation, effect)
  }
  await kit.finish(kit.run({ once: true, world: kit.world({ ...link, call }) }))
  t.deepEqual(Object.values(kit.files()), [lines])
  t.is(ranges, 0)
  t.deepEqual(
    kit.eventsOf('object').map(({ bytes }) => bytes),
    [lines.length],
  )
  t.is(kit.budget.usedBytes, 0)
})
