import { formatAddress } from '../../model/address.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { RulesContext } from '../../model/kind.ts'
import { SETTINGS_DISAGREE } from '../diagnostics.ts'
import { findVariant } from '../variants.ts'

/** A check: the settings of the place go together. */
export function settingsAgree(
  resource: DesiredResource,
  _all: readonly DesiredResource[],
  context: RulesContext,
): readonly Diagnostic[] {
  const found = findVariant(resource.fields, context.connectors)
  const problem = found && context.connectors[found.variant]?.disagreement?.(found.settings)
  if (found === undefined || problem === undefined) return []
  const range = resource.fieldRanges[`${found.variant}.${problem.field}`] ?? resource.range
  return [diagnose(SETTINGS_DISAGREE, { detail: problem.sentence, address: formatAddress(resource.address), range })]
}
