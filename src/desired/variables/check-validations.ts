import { diagnose } from '../../model/diagnostic.ts'
import type { SourceRange } from '../../model/source-range.ts'
import { toBool, toText } from '../evaluate/convert-value.ts'
import { describeType } from '../evaluate/describe-type.ts'
import type { ConstantDeps } from './declare-variable.ts'
import { INVALID_VALIDATION, VALIDATION_FAILED } from './diagnostics.ts'
import type { GivenValue, Validation, Variable } from './variable.ts'

/** Checks the conditions that the author of a variable wrote; `context` has all variables in scope. */
export function checkValidations(variable: Variable, given: GivenValue | undefined, context: ConstantDeps): void {
  for (const validation of variable.validations) checkValidation(validation, placeOf(variable, given), context)
}

interface Place {
  readonly name: string
  readonly sensitive: boolean
  readonly range: SourceRange
  readonly origin: string
}

/** The value where it is written, else the declaration. */
function placeOf(variable: Variable, given: GivenValue | undefined): Place {
  const { name, sensitive } = variable
  if (given?.source === 'file') return { name, sensitive, range: given.expression.range, origin: '' }
  if (given?.source === 'text') return { name, sensitive, range: variable.range, origin: ` from ${given.origin}` }
  return { name, sensitive, range: variable.default?.range ?? variable.range, origin: '' }
}

function checkValidation(validation: Validation, place: Place, context: ConstantDeps): void {
  const condition = context.evaluate(validation.condition)
  if (condition.type === 'unknown') return
  const fulfilled = toBool(condition)
  if (fulfilled === true) return
  if (fulfilled === undefined) {
    const detail = `The condition must be true or false, given ${describeType(condition)}.`
    return context.report(diagnose(INVALID_VALIDATION, { detail, range: validation.condition.range }))
  }
  const message = context.evaluate(validation.errorMessage)
  const text = message.sensitive ? 'The message for it is sensitive.' : toText(message)
  if (text === undefined) return reportMessage(validation, context)
  const detail = `The value of "${place.name}"${place.origin} is not allowed: ${text}`
  const related = [{ message: 'By this condition', range: validation.condition.range }]
  context.report(diagnose(VALIDATION_FAILED, { detail, range: place.range, related }))
}

function reportMessage({ errorMessage }: Validation, context: ConstantDeps): void {
  const detail = '"error_message" must come to text.'
  context.report(diagnose(INVALID_VALIDATION, { detail, range: errorMessage.range }))
}
