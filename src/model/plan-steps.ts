import { hasEffect } from './effective-changes.ts'
import type { Change } from './plan.ts'

/** A part of a change that is carried out as one: a replace has two. */
export interface PlanStep {
  readonly id: string
  readonly change: Change
  readonly part: 'delete' | 'apply'
  /** Ids of the steps that must be done before. */
  readonly waitsFor: readonly string[]
}

/** The steps of a plan, no-op changes left out, in the order of the changes; a replace gives its delete and then its create. */
export function planSteps(changes: readonly Change[]): readonly PlanStep[] {
  const effective = new Map(changes.filter(hasEffect).map((change) => [change.address, change]))
  return [...effective.values()].flatMap((change) => stepsOf(change, effective))
}

type Changes = ReadonlyMap<string, Change>

function stepsOf(change: Change, all: Changes): readonly PlanStep[] {
  if (isRemoval(change)) {
    return [{ id: deleteId(change), change, part: 'delete', waitsFor: idsBeforeDelete(change, change.waitsFor, all) }]
  }
  const needs = idsOf(change.waitsFor, all)
  if (change.action !== 'replace') return [{ id: applyId(change), change, part: 'apply', waitsFor: needs }]
  const before = idsBeforeDelete(change, change.deleteWaitsFor ?? [], all)
  return [
    { id: deleteId(change), change, part: 'delete', waitsFor: before },
    { id: applyId(change), change, part: 'apply', waitsFor: [deleteId(change), ...needs] },
  ]
}

/** The last step of each change. */
function idsOf(addresses: readonly string[], all: Changes): readonly string[] {
  return addresses.flatMap((address) => {
    const change = all.get(address)
    if (change === undefined) return []
    return [isRemoval(change) ? deleteId(change) : applyId(change)]
  })
}

/** Before a delete only the delete half of a replace counts: what comes after it no longer uses the old resource. */
function idsBeforeDelete(change: Change, addresses: readonly string[], all: Changes): readonly string[] {
  return addresses.flatMap((address) => {
    const other = all.get(address)
    if (other === undefined) return []
    const halves = other.action === 'replace' && address !== change.leavesPlaceTo
    return [halves || isRemoval(other) ? deleteId(other) : applyId(other)]
  })
}

function isRemoval({ action }: Change): boolean {
  return action === 'delete' || action === 'forget'
}

function deleteId(change: Change): string {
  return `delete ${change.address}`
}

function applyId(change: Change): string {
  return `apply ${change.address}`
}
