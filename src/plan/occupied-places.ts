import type { Occupancy, PlanningContext } from '../model/kind.ts'
import type { RecordedResource } from '../model/state.ts'
import { plannedNeed } from './decide-wanted.ts'
import type { Decision } from './decide-kept.ts'
import type { KnownResource } from './known-resources.ts'
import type { PlanInput } from './plan-input.ts'
import { rulesOf } from './rules-of.ts'

export interface Handover {
  /** Who has the place now, and who has it after the plan. */
  readonly from: string
  readonly to: string
  readonly handover: Occupancy['handover']
}

/** Places outside that go from one resource to another one. */
export function findHandovers(
  known: ReadonlyMap<string, KnownResource>,
  decisions: ReadonlyMap<string, Decision>,
  { kinds, context }: Pick<PlanInput, 'kinds' | 'context'>,
): readonly Handover[] {
  const occupancy = ({ kind, fields }: RecordedResource, need: PlanningContext['need']): Occupancy | undefined =>
    rulesOf(kinds, kind).occupies?.(fields, { ...context, need })
  const heirs = new Map<string, string[]>()
  for (const { address, kind, after } of decisions.values()) {
    const found = after && occupancy(after, plannedNeed(decisions))
    const place = `${kind} ${found?.place}`
    if (found !== undefined) heirs.set(place, [...(heirs.get(place) ?? []), address])
  }
  return [...known].flatMap(([from, { existing }]) => {
    const found = occupancy(existing, recordedNeed(known))
    if (found === undefined) return []
    const there = heirs.get(`${existing.kind} ${found.place}`) ?? []
    return there.includes(from) ? [] : there.map((to) => ({ from, to, handover: found.handover }))
  })
}

function recordedNeed(known: ReadonlyMap<string, KnownResource>): PlanningContext['need'] {
  return (address) => {
    const existing = known.get(address)?.existing
    return existing && { fields: existing.fields, identity: 'kept' }
  }
}
