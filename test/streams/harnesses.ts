import type { STREAMS } from '../../src/streams/catalogue.ts'
import { directoryHarness } from './directory/harness.ts'
import type { StreamHarness } from './harness.ts'
import { kafkaHarness } from './kafka/harness.ts'

/** A harness for every stream of the catalogue: the type fails where one is missing. */
export const HARNESSES: { readonly [variant in keyof typeof STREAMS]: StreamHarness } = {
  directory: directoryHarness,
  kafka: kafkaHarness,
}
