import type { Action, Change, Plan } from './plan.ts'

/** Whether it does anything. */
export function hasEffect({ action }: { readonly action: Action }): boolean {
  return action !== 'no-op'
}

/** The changes of a plan that do something. */
export function effectiveChanges({ changes }: Pick<Plan, 'changes'>): readonly Change[] {
  return changes.filter(hasEffect)
}
