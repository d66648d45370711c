import { hasErrors } from '../../model/diagnostic.ts'
import type { LazyFunction } from '../evaluate/function-declaration.ts'
import { boolValue, holdsUnknown, unknownValue } from '../evaluate/make-value.ts'
import { anything } from './parameter.ts'

export const can: LazyFunction = {
  evaluation: 'lazy',
  name: 'can',
  doc: 'Whether the expression has a value without an error.',
  parameters: [anything('expression')],
  rest: undefined,
  call: ([attempt]) => {
    const tried = attempt?.()
    if (tried === undefined) return { value: unknownValue(), diagnostics: [], touchedSensitive: false }
    const failed = hasErrors(tried.diagnostics)
    const { touchedSensitive } = tried
    if (!failed && holdsUnknown(tried.value)) return { value: unknownValue(), diagnostics: [], touchedSensitive }
    return { value: boolValue(!failed, touchedSensitive), diagnostics: [], touchedSensitive }
  },
}
