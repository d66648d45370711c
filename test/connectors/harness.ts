import type { ExecutionContext } from 'ava'
import type { FieldValues } from '../../src/model/fields.ts'

/** What the conformance suite needs to know of a kind of destination; never shipped. */
export interface ConnectorHarness {
  /** An empty place of its own, removed when the test ends. */
  readonly prepare: (t: Pick<ExecutionContext, 'teardown'>) => Promise<PreparedPlace>
  /** Takes the right to write from the process that calls it, which is one that was started for that. */
  readonly dropPermission: (settings: FieldValues) => Promise<void>
}

export interface PreparedPlace {
  readonly settings: FieldValues
  /** Removes the place from under an open connector. */
  readonly takeAway: () => Promise<void>
}
