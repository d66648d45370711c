import type { STREAMS } from '../../src/streams/catalogue.ts'
import { directoryHarness } from './directory/harness.ts'
import type { StreamHarness } from './harness.ts'

/** Declared, but cannot be read yet. */
export type WithoutReader = 'kafka'

/** A harness for every stream of the catalogue that can be read: the type fails where one is missing. */
export const HARNESSES: { readonly [variant in Exclude<keyof typeof STREAMS, WithoutReader>]: StreamHarness } = {
  directory: directoryHarness,
}
