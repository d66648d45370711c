/** A member as the leader of its group sees it. */
export interface MemberClaim {
  readonly member: string
  /** Partitions that it had in its last generation. */
  readonly owned: readonly number[]
  /** The generation it had them in; -1 = none. */
  readonly generation: number
}

/**
 * Each partition below `count` to one member: as many to each as to any other, give or take one, and as many as that allows
 * stay where they were. The same claims give the same assignment, in whatever order they come.
 */
export function assignPartitions(
  claims: readonly MemberClaim[],
  count: number,
): ReadonlyMap<string, readonly number[]> {
  const members = claims.map(({ member }) => member).toSorted(byText)
  const kept = keptPartitions(claims, count)
  const quotas = shareOut(members, kept, count)
  const assigned = new Map(
    members.map((member) => [member, (kept.get(member) ?? []).slice(0, quotas.get(member))] as const),
  )
  const taken = new Set([...assigned.values()].flat())
  const free = Array.from({ length: count }, (_, partition) => partition).filter((partition) => !taken.has(partition))
  for (const [member, partitions] of assigned) {
    const wanted = (quotas.get(member) ?? 0) - partitions.length
    assigned.set(member, [...partitions, ...free.splice(0, wanted)].toSorted(ascending))
  }
  return assigned
}

/** What each one had, ascending; of two that claim one partition the one with the newer generation is right. */
function keptPartitions(claims: readonly MemberClaim[], count: number): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<number, string>()
  const newestFirst = claims.toSorted((a, b) => b.generation - a.generation || byText(a.member, b.member))
  for (const { member, owned } of newestFirst) {
    for (const partition of owned) if (partition < count && !holders.has(partition)) holders.set(partition, member)
  }
  const kept = new Map<string, number[]>()
  for (const [partition, member] of [...holders].toSorted(([a], [b]) => a - b)) {
    kept.set(member, [...(kept.get(member) ?? []), partition])
  }
  return kept
}

/** How many each one gets. The larger shares go to those that had most, so that fewest partitions move. */
function shareOut(
  members: readonly string[],
  kept: ReadonlyMap<string, readonly number[]>,
  count: number,
): ReadonlyMap<string, number> {
  const share = Math.floor(count / members.length)
  const larger = count % members.length
  const sizeOf = (member: string) => kept.get(member)?.length ?? 0
  const largestFirst = members.toSorted((a, b) => sizeOf(b) - sizeOf(a) || byText(a, b))
  return new Map(largestFirst.map((member, rank) => [member, rank < larger ? share + 1 : share]))
}

function byText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function ascending(a: number, b: number): number {
  return a - b
}
