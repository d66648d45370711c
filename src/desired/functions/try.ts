import { hasErrors } from '../../model/diagnostic.ts'
import type { Evaluated } from '../evaluate/evaluated.ts'
import type { LazyFunction } from '../evaluate/function-declaration.ts'
import { markSensitive, unknownValue } from '../evaluate/make-value.ts'
import { anything } from './parameter.ts'

/**
 * Which expression is taken may depend on something sensitive that was read on the way: the result is sensitive then.
 * Unknown names are errors all the same.
 */
export const tryFirst: LazyFunction = {
  evaluation: 'lazy',
  name: 'try',
  doc: 'The value of the first expression that has one without an error.',
  parameters: [anything('expression')],
  rest: anything('expressions'),
  call: (attempts) => {
    let sensitive = false
    let last: Evaluated = { value: unknownValue(), diagnostics: [], touchedSensitive: false, readSensitive: false }
    for (const attempt of attempts) {
      last = attempt()
      const failed = hasErrors(last.diagnostics)
      sensitive ||= failed ? last.touchedSensitive : last.readSensitive
      if (!failed) break
    }
    return { ...last, value: markSensitive(last.value, sensitive) }
  },
}
