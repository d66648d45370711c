import { formatAddress } from '../model/address.ts'
import type { ConnectorVariant } from '../model/connector.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import type { StreamVariant } from '../model/stream.ts'
import { SETTINGS_DISAGREE } from './diagnostics.ts'
import { findVariant } from './variants.ts'

type Variant = Pick<ConnectorVariant | StreamVariant, 'doc' | 'fields' | 'disagreement'>

/** A check: the settings of the variant go together. */
export function settingsAgree(
  resource: DesiredResource,
  catalogue: { readonly [variant: string]: Variant },
): readonly Diagnostic[] {
  const found = findVariant(resource.fields, catalogue)
  const problem = found && catalogue[found.variant]?.disagreement?.(found.settings)
  if (found === undefined || problem === undefined) return []
  const range = resource.fieldRanges[`${found.variant}.${problem.field}`] ?? resource.range
  return [diagnose(SETTINGS_DISAGREE, { detail: problem.sentence, address: formatAddress(resource.address), range })]
}
