import type { Change } from './plan.ts'

/** What the summary line says: a replacement counts as one added and one destroyed. */
export interface ChangeCounts {
  readonly add: number
  readonly change: number
  readonly destroy: number
}

export function countChanges(changes: readonly Pick<Change, 'action'>[]): ChangeCounts {
  const count = (...actions: readonly string[]): number =>
    changes.filter((change) => actions.includes(change.action)).length
  return {
    add: count('create', 'replace', 'import'),
    change: count('update', 'move'),
    destroy: count('delete', 'replace'),
  }
}
