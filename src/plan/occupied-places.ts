import { hasEffect } from '../model/effective-changes.ts'
import type { Occupancy, PlanningDeps } from '../model/kind.ts'
import type { RecordedResource } from '../model/state.ts'
import type { Decision } from './decide-kept.ts'
import { plannedNeed } from './decide-wanted.ts'
import type { KnownResource } from './known-resources.ts'
import type { PlanInput } from './plan-input.ts'
import { rulesOf } from './rules-of.ts'

/** Places outside that go from one resource to another one. */
export interface Handovers {
  /** Who leaves its place to whom, without deleting anything there. */
  readonly heirs: ReadonlyMap<string, string>
  readonly waits: readonly HandoverWait[]
}

/** The delete or the apply part of a change waits for another change. */
export interface HandoverWait {
  readonly address: string
  readonly part: 'delete' | 'apply'
  readonly on: string
}

interface Leaving extends Occupancy {
  readonly address: string
  readonly heirs: readonly string[]
}

/** `order`: what is known, in the order in which it may be deleted. */
export function findHandovers(
  order: readonly KnownResource[],
  decisions: ReadonlyMap<string, Decision>,
  { kinds, context }: Pick<PlanInput, 'kinds' | 'context'>,
): Handovers {
  const occupancy = ({ kind, fields }: RecordedResource, need: PlanningDeps['need']): Occupancy | undefined => {
    const found = rulesOf(kinds, kind).occupies?.(fields, { ...context, need })
    return found && { ...found, place: `${kind} ${found.place}` }
  }
  const moving = order.filter(({ existing }) => mayLeave(decisions.get(existing.address)))
  if (moving.length === 0) return NOTHING
  const wanted = [...decisions.values()].flatMap((decision) => decision.after ?? [])
  const need = plannedNeed(decisions)
  const after = occupants(wanted, (resource) => occupancy(resource, need))
  const recorded = recordedNeed(order)
  const occupied = moving.flatMap(({ existing }): Leaving[] => {
    const found = occupancy(existing, recorded)
    return found === undefined ? [] : [{ ...found, address: existing.address, heirs: after.get(found.place) ?? [] }]
  })
  const staying = occupied.filter(({ address, heirs }) => heirs.includes(address))
  const leaving = occupied.filter((place) => !staying.includes(place))
  return combine([inherited(leaving), shared(leaving, decisions), together(staying, decisions)])
}

const NOTHING: Handovers = { heirs: new Map(), waits: [] }

/** What is created anew or stays as it is leaves no place. */
function mayLeave(decision: Decision | undefined): boolean {
  return decision === undefined || (decision.action !== 'create' && hasEffect(decision))
}

function occupants(
  resources: readonly RecordedResource[],
  occupancy: (resource: RecordedResource) => Occupancy | undefined,
): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>()
  for (const resource of resources) {
    const place = occupancy(resource)?.place
    if (place !== undefined) places.set(place, [...(places.get(place) ?? []), resource.address])
  }
  return places
}

function recordedNeed(order: readonly KnownResource[]): PlanningDeps['need'] {
  const known = new Map(order.map(({ existing }) => [existing.address, existing]))
  return (address) => {
    const existing = known.get(address)
    return existing && { fields: existing.fields, identity: 'kept' }
  }
}

/** Places that somebody else has after the plan. */
function inherited(leaving: readonly Leaving[]): Handovers {
  const taken = leaving.flatMap(({ address, handover, heirs }) => heirs.map((heir) => ({ address, handover, heir })))
  const left = taken.filter(({ handover }) => handover === 'forget')
  return {
    heirs: new Map(left.map(({ address, heir }) => [address, heir])),
    waits: taken.map(({ address, handover, heir }) =>
      handover === 'forget' ? { address, part: 'delete', on: heir } : { address: heir, part: 'apply', on: address },
    ),
  }
}

/** Of several that leave one place only the last one deletes it: an interrupted apply must not leave one of them recorded and its place gone. */
function shared(leaving: readonly Leaving[], decisions: ReadonlyMap<string, Decision>): Handovers {
  const last = new Map<string, string>()
  const deleting = leaving.filter(({ address, handover, heirs }) => {
    const action = decisions.get(address)?.action ?? 'delete'
    return handover === 'forget' && heirs.length === 0 && (action === 'delete' || action === 'replace')
  })
  for (const { place, address } of deleting) last.set(place, address)
  const earlier = deleting.flatMap(({ place, address }) => {
    const deleter = last.get(place) ?? address
    return deleter === address ? [] : [{ address, deleter }]
  })
  return {
    heirs: new Map(earlier.map(({ address, deleter }) => [address, deleter])),
    waits: earlier.map(({ address, deleter }) => ({ address: deleter, part: 'delete', on: address })),
  }
}

/**
 * A replacement at its own place deletes nothing there while somebody else has that place too, before and after. Where all of them are
 * replaced, the first one goes ahead: the others stay recorded until it is recorded again.
 */
function together(staying: readonly Leaving[], decisions: ReadonlyMap<string, Decision>): Handovers {
  const isReplaced = (address: string): boolean => decisions.get(address)?.action === 'replace'
  const replaced = staying.filter(
    ({ address, handover, heirs }) => handover === 'forget' && heirs.length > 1 && isReplaced(address),
  )
  const chosen = replaced.map(({ address, heirs }) => {
    const first = heirs.find((heir) => !isReplaced(heir)) ?? heirs[0] ?? address
    const heir = first === address ? (heirs.find((other) => other !== address) ?? first) : first
    return { address, heir, waits: first !== address }
  })
  return {
    heirs: new Map(chosen.map(({ address, heir }) => [address, heir])),
    waits: chosen.filter(({ waits }) => waits).map(({ address, heir }) => ({ address, part: 'delete', on: heir })),
  }
}

function combine(parts: readonly Handovers[]): Handovers {
  return {
    heirs: new Map(parts.flatMap(({ heirs }) => [...heirs])),
    waits: parts.flatMap(({ waits }) => waits),
  }
}
