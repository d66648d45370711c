import type { ConnectorHarness } from './harness.ts'

/** The harness of a destination of the catalogue, by the name of its folder: `s3_bucket` has `s3-bucket/harness.ts`. */
export async function harnessOf(variant: string): Promise<ConnectorHarness> {
  const module: unknown = await import(`./${variant.replaceAll('_', '-')}/harness.ts`)
  if (!hasHarness(module)) throw new Error(`test/connectors has no harness of ${variant}`)
  return module.harness
}

function hasHarness(module: unknown): module is { readonly harness: ConnectorHarness } {
  return typeof module === 'object' && module !== null && 'harness' in module
}
