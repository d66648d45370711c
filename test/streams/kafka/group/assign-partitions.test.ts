import test from 'ava'
import { fc } from '../../../tooling/properties.ts'
import type { MemberClaim } from '../../../../src/streams/kafka/group/assign-partitions.ts'
import { assignPartitions } from '../../../../src/streams/kafka/group/assign-partitions.ts'

const claims = fc.uniqueArray(
  fc.record({
    member: fc.string({ minLength: 1, maxLength: 3 }),
    owned: fc.uniqueArray(fc.nat({ max: 30 })),
    generation: fc.integer({ min: -1, max: 4 }),
  }),
  { selector: ({ member }) => member, minLength: 1, maxLength: 7 },
)
const situations = fc.tuple(claims, fc.nat({ max: 25 }))

function property(check: (claims: readonly MemberClaim[], count: number) => void): void {
  fc.assert(fc.property(situations, ([joined, count]) => check(joined, count)))
}

test('each partition goes to exactly one member', (t) => {
  property((joined, count) => {
    const all = [...assignPartitions(joined, count).values()].flat().toSorted((a, b) => a - b)
    t.deepEqual(
      all,
      Array.from({ length: count }, (_, partition) => partition),
    )
  })
})

test('no member has two partitions more than another, and each has its own in ascending order', (t) => {
  property((joined, count) => {
    const assigned = assignPartitions(joined, count)
    t.is(assigned.size, joined.length)
    const sizes = [...assigned.values()].map((partitions) => partitions.length)
    t.true(Math.max(...sizes) - Math.min(...sizes) <= 1)
    for (const partitions of assigned.values())
      t.deepEqual(
        partitions,
        partitions.toSorted((a, b) => a - b),
      )
  })
})

test('no balanced assignment moves fewer partitions', (t) => {
  property((joined, count) => {
    const assigned = assignPartitions(joined, count)
    const held = new Map(joined.map(({ member }) => [member, 0]))
    let kept = 0
    for (let partition = 0; partition < count; partition++) {
      const holder = rightfulHolder(joined, partition)
      if (holder === undefined) continue
      held.set(holder, (held.get(holder) ?? 0) + 1)
      if (assigned.get(holder)?.includes(partition) === true) kept++
    }
    t.is(kept, mostKept([...held.values()], count))
  })
})

/** The newest claim; of equal ones the first by name. */
function rightfulHolder(joined: readonly MemberClaim[], partition: number): string | undefined {
  const claiming = joined.filter(({ owned }) => owned.includes(partition))
  const newest = Math.max(...claiming.map(({ generation }) => generation))
  return claiming
    .filter(({ generation }) => generation === newest)
    .map(({ member }) => member)
    .toSorted()[0]
}

/** Each keeps a fair share of what it holds; the remainder of the division lets as many keep one more. */
function mostKept(held: readonly number[], count: number): number {
  const share = Math.floor(count / held.length)
  const withinShare = held.reduce((sum, size) => sum + Math.min(size, share), 0)
  return withinShare + Math.min(count % held.length, held.filter((size) => size > share).length)
}

test('the order of the claims does not matter', (t) => {
  property((joined, count) => {
    t.deepEqual(asText(assignPartitions(joined, count)), asText(assignPartitions(joined.toReversed(), count)))
  })
})

test('a second round with the first one as claims changes nothing', (t) => {
  property((joined, count) => {
    const first = assignPartitions(joined, count)
    const again = [...first].map(([member, owned]) => ({ member, owned, generation: 9 }))
    t.deepEqual(asText(assignPartitions(again, count)), asText(first))
  })
})

function asText(assigned: ReadonlyMap<string, readonly number[]>): readonly string[] {
  return [...assigned].map(([member, partitions]) => `${member}: ${partitions.join()}`).toSorted()
}
