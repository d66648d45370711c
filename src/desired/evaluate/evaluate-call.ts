import type { SourceRange } from '../../model/source-range.ts'
import type { CallExpression } from '../../syntax/expression.ts'
import { describeArity } from './arity.ts'
import { describeType } from './describe-type.ts'
import { ARGUMENT_COUNT, FUNCTION_FAILED, INVALID_ARGUMENT, NOT_ITERABLE, NULL_VALUE } from './diagnostics.ts'
import type { Evaluated } from './evaluated.ts'
import type { Evaluation } from './evaluation.ts'
import type {
  CallProblem,
  EagerFunction,
  FunctionDeclaration,
  LazyFunction,
  ParameterDeclaration,
  Quote,
} from './function-declaration.ts'
import { depthOf, holdsReference, holdsSensitive, holdsUnknown, markSensitive, unknownValue } from './make-value.ts'
import type { Value } from './value.ts'

/** A function call. An unknown function gives an unknown: `checkNames` reported it; mistakes in its arguments still count. */
export function evaluateCall(call: CallExpression, evaluation: Evaluation): Value {
  const declared = evaluation.scope.functions.get(call.name)
  if (declared?.evaluation === 'lazy') return callLazy(declared, call, evaluation)
  const args = evaluateArguments(call, evaluation)
  if (declared === undefined || args === undefined) return unknownValue()
  const wrongCount = describeArity(declared, args.values.length)
  if (wrongCount !== undefined) {
    if (call.expandLast) evaluation.report(ARGUMENT_COUNT, { detail: wrongCount, range: call.range })
    return unknownValue()
  }
  if (!acceptArguments(declared, args.values, evaluation)) return unknownValue()
  return markSensitive(callEager(declared, { args: args.values, call }, evaluation), marks(declared, args))
}

interface Arguments {
  readonly values: readonly Argument[]
  /** The list expanded by `...` is sensitive: how many arguments there are reveals its length. */
  readonly sensitive: boolean
}

/** Nothing where the list to expand is in error. */
function evaluateArguments(call: CallExpression, evaluation: Evaluation): Arguments | undefined {
  const values = call.args.map((expression) => ({ value: evaluation.valueOf(expression), range: expression.range }))
  const last = values.at(-1)
  if (!call.expandLast || last === undefined) return { values, sensitive: false }
  const { value, range } = last
  if (value.type === 'unknown') return undefined
  if (value.type !== 'list' && value.type !== 'set') {
    evaluation.report(NOT_ITERABLE, {
      detail: `Only a list or a set can be expanded with "...", given ${describeType(value)}.`,
      range,
    })
    return undefined
  }
  const expanded = value.items.map((item) => ({ value: markSensitive(item, value.sensitive), range }))
  return { values: [...values.slice(0, -1), ...expanded], sensitive: value.sensitive }
}

function marks({ marks: rule }: EagerFunction, { values, sensitive }: Arguments): boolean {
  if (rule === 'none') return false
  return sensitive || values.some(({ value }) => (rule === 'all' ? holdsSensitive(value) : value.sensitive))
}

function callEager(
  declared: EagerFunction,
  { args, call }: { readonly args: readonly Argument[]; readonly call: CallExpression },
  evaluation: Evaluation,
): Value {
  const values = args.map(({ value }) => value)
  if (values.some((value, index) => hidesResult(value, index, declared))) return unknownValue()
  const outcome = declared.call(values, evaluation.scope.host)
  if (!('problem' in outcome)) return outcome
  const range = outcome.argument === undefined ? call.range : (args[outcome.argument]?.range ?? call.range)
  return reportProblem(outcome, { name: declared.name, range, sensitive: values.some(holdsSensitive) }, evaluation)
}

/** An unknown argument, or one with unknown parts that the function would look into. */
function hidesResult(value: Value, index: number, { marks: rule, parameters, rest }: EagerFunction): boolean {
  if (value.type === 'unknown' || !holdsUnknown(value)) return value.type === 'unknown'
  return rule === 'all' || (parameters[index] ?? rest)?.accepts(value) !== true
}

function reportProblem(
  { problem, argument }: CallProblem,
  at: { readonly name: string; readonly range: SourceRange; readonly sensitive: boolean },
  evaluation: Evaluation,
): Value {
  const quote: Quote = (text) => (at.sensitive ? '(sensitive value)' : JSON.stringify(text))
  const detail = `Cannot call "${at.name}": ${problem(quote)}`
  return evaluation.report(argument === undefined ? FUNCTION_FAILED : INVALID_ARGUMENT, { detail, range: at.range })
}

function callLazy(declared: LazyFunction, call: CallExpression, evaluation: Evaluation): Value {
  if (call.expandLast || describeArity(declared, call.args.length) !== undefined)
    return reportLazyExpansion(call, evaluation)
  const attempts = call.args.map((expression) => (): Evaluated => evaluation.attempt(expression))
  const { value, diagnostics } = declared.call(attempts)
  evaluation.keep(diagnostics)
  return value
}

/** A wrong number of arguments is already reported. */
function reportLazyExpansion(call: CallExpression, evaluation: Evaluation): Value {
  if (!call.expandLast) return unknownValue()
  const detail = `The arguments of "${call.name}" are evaluated one by one, so they must be written out: "..." is not possible here.`
  return evaluation.report(INVALID_ARGUMENT, { detail, range: call.args.at(-1)?.range ?? call.range })
}

/** An argument and where it is written. */
interface Argument {
  readonly value: Value
  readonly range: SourceRange
}

/** Whether every argument fits its parameter; each that does not is reported. An unknown fits everything. */
function acceptArguments(declared: FunctionDeclaration, args: readonly Argument[], evaluation: Evaluation): boolean {
  const accepted = args.map((argument, index) => {
    const parameter = declared.parameters[index] ?? declared.rest
    return parameter === undefined || acceptArgument(argument, { parameter, name: declared.name }, evaluation)
  })
  return !accepted.includes(false)
}

function acceptArgument(
  { value, range }: Argument,
  { parameter, name }: { readonly parameter: ParameterDeclaration; readonly name: string },
  evaluation: Evaluation,
): boolean {
  if (value.type === 'null' && !parameter.nullable) {
    const detail = `The argument "${parameter.name}" of "${name}" is null; it must be ${parameter.type}.`
    evaluation.report(NULL_VALUE, { detail, range })
    return false
  }
  if (value.type === 'null' || holdsUnknown(value) || parameter.accepts(value)) return true
  const detail = `The argument "${parameter.name}" of "${name}" must be ${parameter.type}, given ${describeGiven(value, parameter)}.`
  evaluation.report(INVALID_ARGUMENT, { detail, range })
  return false
}

/** Where the outer type seems right, the fault is in the content. */
function describeGiven(value: Value, { type }: ParameterDeclaration): string {
  const given = describeType(value)
  if (value.type === 'string') return 'a string that cannot be converted'
  if (value.type === 'number') return type.includes('whole number') ? 'a fraction' : given
  if (depthOf(value) > 0 && holdsReference(value)) return `${given} that holds a reference to a resource`
  return depthOf(value) > 0 && type.includes(given) ? `${given} with elements of other types` : given
}
