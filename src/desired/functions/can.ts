import { InternalError } from '../../model/internal-error.ts'
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
    if (tried === undefined) throw new InternalError('"can" was called without an argument')
    const failed = hasErrors(tried.diagnostics)
    if (!failed && holdsUnknown(tried.value)) return { ...tried, value: unknownValue() }
    return { ...tried, value: boolValue(!failed, tried.touchedSensitive), diagnostics: [] }
  },
}
