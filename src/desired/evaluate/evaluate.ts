import { diagnose } from '../../model/diagnostic.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Expression } from '../../syntax/expression.ts'
import { checkNames } from './check-names.ts'
import { NUMBER_OUT_OF_RANGE, TOO_DEEP } from './diagnostics.ts'
import { evaluateAttribute, evaluateIndex, evaluateVariable } from './evaluate-access.ts'
import { evaluateCall } from './evaluate-call.ts'
import { evaluateObject, evaluateTuple } from './evaluate-collection.ts'
import { evaluateConditional } from './evaluate-conditional.ts'
import { evaluateFor, evaluateSplat } from './evaluate-for.ts'
import { evaluateBinary, evaluateUnary } from './evaluate-operator.ts'
import { evaluateTemplate } from './evaluate-template.ts'
import type { Evaluated } from './evaluated.ts'
import type { Evaluation } from './evaluation.ts'
import { boolValue, depthOf, holdsSensitive, nullValue, numberValue, stringValue, unknownValue } from './make-value.ts'
import { MAX_VALUE_DEPTH, type Value } from './value.ts'
import { isExactNumber } from './convert-value.ts'
import { childScope } from './scope.ts'
import type { Scope } from './scope.ts'

/**
 * The value of an expression in a scope. Never throws for any expression; every mistake is reported once, at the part
 * that is wrong, and never quotes a sensitive value. Names and functions are checked in all branches, the rest only where
 * it is evaluated.
 */
export function evaluate(expression: Expression, scope: Scope): Evaluated {
  const text = plainText(expression)
  if (text !== undefined) return { value: stringValue(text), diagnostics: [], ...UNTOUCHED }
  const names = checkNames(expression, scope)
  if (names.some((diagnostic) => diagnostic.code === TOO_DEEP.code))
    return { value: unknownValue(), diagnostics: names, ...UNTOUCHED }
  const evaluated = attempt(expression, scope)
  return { ...evaluated, diagnostics: distinctDiagnostics([...names, ...evaluated.diagnostics]) }
}

const UNTOUCHED = { touchedSensitive: false, readSensitive: false }

/** Most expressions are a text without anything to evaluate. */
function plainText(expression: Expression): string | undefined {
  if (expression.node !== 'template' || expression.parts.length > 1) return undefined
  const [part] = expression.parts
  if (part === undefined) return ''
  return part.part === 'text' ? part.text : undefined
}

interface Notes {
  readonly diagnostics: Diagnostic[]
  touchedSensitive: boolean
  readSensitive: boolean
}

function attempt(expression: Expression, scope: Scope): Evaluated {
  const notes: Notes = { diagnostics: [], ...UNTOUCHED }
  const value = makeEvaluation(scope, notes).valueOf(expression)
  return { value, ...notes }
}

function makeEvaluation(scope: Scope, notes: Notes): Evaluation {
  const evaluation: Evaluation = {
    scope,
    valueOf: (expression) => {
      const value = checkValue(dispatch(expression, evaluation), expression, evaluation)
      notes.touchedSensitive ||= holdsSensitive(value)
      notes.readSensitive ||= value.sensitive
      return value
    },
    within: (bindings) => makeEvaluation(childScope(scope, bindings), notes),
    report: (declared, parts) => {
      notes.diagnostics.push(diagnose(declared, parts))
      return unknownValue()
    },
    keep: (diagnostics) => {
      notes.diagnostics.push(...diagnostics)
    },
    attempt: (expression) => attempt(expression, scope),
  }
  return evaluation
}

function dispatch(expression: Expression, evaluation: Evaluation): Value {
  switch (expression.node) {
    case 'literal':
      return literalValue(expression.value)
    case 'template':
      return evaluateTemplate(expression, evaluation)
    case 'tuple':
      return evaluateTuple(expression, evaluation)
    case 'object':
      return evaluateObject(expression, evaluation)
    case 'variable':
      return evaluateVariable(expression, evaluation)
    case 'attribute-access':
      return evaluateAttribute(expression, evaluation)
    case 'index':
      return evaluateIndex(expression, evaluation)
    case 'splat':
      return evaluateSplat(expression, evaluation)
    case 'unary':
      return evaluateUnary(expression, evaluation)
    case 'binary':
      return evaluateBinary(expression, evaluation)
    case 'conditional':
      return evaluateConditional(expression, evaluation)
    case 'call':
      return evaluateCall(expression, evaluation)
    case 'for':
      return evaluateFor(expression, evaluation)
    case 'parentheses':
      return evaluation.valueOf(expression.inner)
    case 'missing':
      return unknownValue()
  }
}

function literalValue(value: number | boolean | null): Value {
  if (value === null) return nullValue()
  return typeof value === 'number' ? numberValue(value) : boolValue(value)
}

/** Keeps two promises of every value: numbers are exact, and nothing is so deep that a walk over it could overflow. */
function checkValue(value: Value, { range }: Expression, evaluation: Evaluation): Value {
  if (value.type === 'number' && !isExactNumber(value.value))
    return evaluation.report(NUMBER_OUT_OF_RANGE, {
      detail:
        'This number is too large to be stored exactly: whole numbers range from -9007199254740991 to 9007199254740991. Write an identifier as a string in quotes.',
      range,
    })
  if (depthOf(value) <= MAX_VALUE_DEPTH) return value
  return evaluation.report(TOO_DEEP, {
    detail: `This value holds collections within collections more than ${MAX_VALUE_DEPTH} levels deep.`,
    range,
  })
}

/** The body of a loop is evaluated many times: a mistake in it is still one. */
function distinctDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length < 2) return diagnostics
  const distinct = new Map<string, Diagnostic>()
  for (const diagnostic of diagnostics) {
    const key = JSON.stringify([diagnostic.code, diagnostic.range])
    if (!distinct.has(key)) distinct.set(key, diagnostic)
  }
  return [...distinct.values()]
}
