import type { DesiredResource } from '../model/desired-resource.ts'
import type { KindRules, Observation, RulesDeps } from '../model/kind.ts'
import type { State } from '../model/state.ts'

/** All that a plan is made from. */
export interface PlanInput {
  /** What the configuration wants: evaluated, normalized, checked. With `destroy` it only lifts or keeps protections. */
  readonly desired: readonly DesiredResource[]
  /** Nothing where none was ever written. */
  readonly state: State | undefined
  /** What was found outside, by address of recorded resources; may lack any. */
  readonly observations: ReadonlyMap<string, Observation>
  readonly kinds: readonly KindRules[]
  readonly context: RulesDeps
  /** Deletes everything that was applied. */
  readonly destroy?: boolean
}
