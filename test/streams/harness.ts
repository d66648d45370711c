import type { ExecutionContext } from 'ava'
import type { FieldValues } from '../../src/model/fields.ts'
import type { Declare } from '../services/test-with.ts'

/** What the conformance suite needs to know of a kind of stream; never shipped. */
export interface StreamHarness {
  /** Declares tests that need a server; by default ava's own. */
  readonly test?: Declare
  /** A stream that does not exist yet, with this number of partitions; removed when the test ends. */
  readonly prepare: (t: Pick<ExecutionContext, 'teardown'>, partitions: number) => Promise<PreparedStream>
}

export interface PreparedStream {
  readonly settings: FieldValues
  /** The same stream with another number of partitions. */
  readonly withPartitions: (partitions: number) => FieldValues
  /** Appends values to a partition of the stream that was made, as a producer would. */
  readonly produce: (partition: number, values: readonly string[]) => Promise<void>
}
