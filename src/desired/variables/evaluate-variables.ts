import { diagnose } from '../../model/diagnostic.ts'
import type { Expression } from '../../syntax/expression.ts'
import { parseExpression } from '../../syntax/hcl/parse-expression.ts'
import { locate } from '../decode/locate.ts'
import { markSensitive, stringValue, unknownValue } from '../evaluate/make-value.ts'
import type { Evaluated } from '../evaluate/evaluated.ts'
import type { Value } from '../evaluate/value.ts'
import { convertTo } from './convert-to.ts'
import type { ConstantDeps } from './declare-variable.ts'
import { INVALID_VARIABLE, INVALID_VARIABLE_VALUE, VALUE_REQUIRED } from './diagnostics.ts'
import { describeConstraint } from './type-constraint.ts'
import type { GivenValue, Variable } from './variable.ts'

export interface VariableDeps extends ConstantDeps {
  /** The expression holds a secret: what is literally written in it must not be shown. */
  readonly hide: (expression: Expression) => void
  /** Evaluates without reporting: the place of a mistake in text of an option is nothing that could be shown. */
  readonly evaluateApart: (expression: Expression) => Pick<Evaluated, 'value' | 'diagnostics'>
  /** Whether a variable without any value is a mistake, or may get one later. */
  readonly missing: 'reported' | 'unknown'
}

/** The value of each variable: the given one, else the default; converted to the variable's type, marked where it is sensitive. */
export function evaluateVariables(
  variables: readonly Variable[],
  given: ReadonlyMap<string, GivenValue>,
  context: VariableDeps,
): ReadonlyMap<string, Value> {
  return new Map(
    variables.map((variable) => {
      const value = evaluateVariable(variable, given.get(variable.name), context)
      return [variable.name, markSensitive(value, variable.sensitive)]
    }),
  )
}

function evaluateVariable(variable: Variable, given: GivenValue | undefined, context: VariableDeps): Value {
  const byDefault = variable.default === undefined ? undefined : defaultValue(variable, variable.default, context)
  if (given === undefined) return byDefault ?? missingValue(variable, context)
  const value = given.source === 'file' ? fileValue(variable, given, context) : textValue(variable, given, context)
  if (value.type !== 'null' || variable.nullable) return value
  if (byDefault !== undefined) return byDefault
  return reportValue(variable, given, { context, detail: 'null is not allowed, because it has "nullable = false"' })
}

function defaultValue(variable: Variable, expression: Expression, context: VariableDeps): Value {
  if (variable.sensitive) context.hide(expression)
  const converted = convertTo(context.evaluate(expression), variable.type)
  if (converted.outcome === 'value') return converted.value
  const detail = `The default of "${variable.name}" does not fit its type: ${converted.detail}.`
  context.report(diagnose(INVALID_VARIABLE, { detail, range: locate(expression, converted.path) }))
  return unknownValue()
}

type FileValue = GivenValue & { readonly source: 'file' }
type TextValue = GivenValue & { readonly source: 'text' }

function fileValue(variable: Variable, given: FileValue, context: VariableDeps): Value {
  if (variable.sensitive) context.hide(given.expression)
  return convertGiven(variable, given, { context, value: context.evaluate(given.expression) })
}

/** Text stands for itself where the type is simple, and is an expression where it is not. */
function textValue(variable: Variable, given: TextValue, context: VariableDeps): Value {
  if (['any', 'string', 'number', 'bool'].includes(variable.type.type)) {
    return convertGiven(variable, given, { context, value: stringValue(given.text) })
  }
  const parsed = parseExpression(given.origin, given.text)
  const evaluated = context.evaluateApart(parsed.expression)
  const [problem] = [...parsed.diagnostics, ...evaluated.diagnostics]
  if (problem === undefined) return convertGiven(variable, given, { context, value: evaluated.value })
  const why = variable.sensitive ? '' : `: ${problem.detail.replace(/\.$/, '')}`
  return reportValue(variable, given, {
    context,
    detail: `it is not written as ${describeConstraint(variable.type)}${why}`,
  })
}

interface Given {
  readonly context: VariableDeps
  readonly value: Value
}

function convertGiven(variable: Variable, given: GivenValue, { context, value }: Given): Value {
  const converted = convertTo(value, variable.type)
  if (converted.outcome === 'value') return converted.value
  const { path, detail } = converted
  return reportValue(variable, given, { context, detail, path })
}

interface Complaint {
  readonly context: VariableDeps
  readonly detail: string
  readonly path?: readonly (string | number)[]
}

function reportValue(variable: Variable, given: GivenValue, { context, detail, path = [] }: Complaint): Value {
  const origin = given.source === 'text' ? ` from ${given.origin}` : ''
  const text = `The value${origin} cannot be used for the variable "${variable.name}": ${detail}.`
  const range = given.source === 'file' ? { range: locate(given.expression, path) } : {}
  const related = [{ message: 'Declared here', range: variable.range }]
  context.report(diagnose(INVALID_VARIABLE_VALUE, { detail: text, ...range, related }))
  return unknownValue()
}

function missingValue({ name, range }: Variable, context: VariableDeps): Value {
  if (context.missing === 'unknown') return unknownValue()
  const detail = `The variable "${name}" has no default and was given no value. Give one with --var '${name}=…', in strmctl.vars.hcl, or in the environment as STRMCTL_VAR_${name}; or add a default.`
  context.report(diagnose(VALUE_REQUIRED, { detail, range }))
  return unknownValue()
}
