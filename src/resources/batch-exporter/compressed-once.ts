import { formatAddress } from '../../model/address.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { RulesDeps } from '../../model/kind.ts'
import { SETTINGS_DISAGREE } from '../diagnostics.ts'
import { compressionOf, formatOf } from './layout.ts'

/** A check: what a format has compressed is not compressed again. */
export function compressedOnce(
  resource: DesiredResource,
  _all: readonly DesiredResource[],
  { formats }: RulesDeps,
): readonly Diagnostic[] {
  const format = formatOf(resource.fields)
  const compression = compressionOf(resource.fields['compression']) ?? 'none'
  if (formats[format]?.compressesItself !== true || compression === 'none') return []
  const address = formatAddress(resource.address)
  const detail = `The objects of "${address}" would be compressed twice: "${format}" compresses them itself. Remove "compression", or write "none".`
  return [
    diagnose(SETTINGS_DISAGREE, { detail, address, range: resource.fieldRanges['compression'] ?? resource.range }),
  ]
}
