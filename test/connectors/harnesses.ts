import type { CONNECTORS } from '../../src/connectors/catalogue.ts'
import type { ConnectorHarness } from './harness.ts'
import { localDirectoryHarness } from './local-directory/harness.ts'
import { s3BucketHarness } from './s3-bucket/harness.ts'

/** A harness for every destination of the catalogue: the type fails where one is missing. */
export const HARNESSES: { readonly [variant in keyof typeof CONNECTORS]: ConnectorHarness } = {
  local_directory: localDirectoryHarness,
  s3_bucket: s3BucketHarness,
}

export function harnessOf(variant: string): ConnectorHarness {
  const harnesses: { readonly [variant: string]: ConnectorHarness } = HARNESSES
  const harness = harnesses[variant]
  if (harness === undefined) throw new Error(`No harness for ${variant}`)
  return harness
}
