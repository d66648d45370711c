import type { BinaryExpression, BinaryOperator, Expression, UnaryExpression } from '../../syntax/expression.ts'
import { toBool, toNumber } from './convert-value.ts'
import { describeMismatch } from './describe-type.ts'
import { DIVISION_BY_ZERO, INVALID_OPERAND, NULL_VALUE } from './diagnostics.ts'
import { equalValues } from './equal-values.ts'
import type { Evaluation } from './evaluation.ts'
import { boolValue, holdsSensitive, holdsUnknown, markSensitive, numberValue, unknownValue } from './make-value.ts'
import type { Value } from './value.ts'

export function evaluateUnary({ operator, operand }: UnaryExpression, evaluation: Evaluation): Value {
  const value = evaluation.valueOf(operand)
  const side = { value, expression: operand, label: `The value after "${operator}"` }
  if (operator === '!') {
    const given = readBool(side, evaluation)
    return given === undefined ? unknownValue() : boolValue(!given, value.sensitive)
  }
  const given = readNumber(side, evaluation)
  return given === undefined ? unknownValue() : numberValue(-given, value.sensitive)
}

/** Both sides are always evaluated, `&&` and `||` too. */
export function evaluateBinary(expression: BinaryExpression, evaluation: Evaluation): Value {
  const { operator } = expression
  const left = {
    value: evaluation.valueOf(expression.left),
    expression: expression.left,
    label: `The left side of "${operator}"`,
  }
  const right = {
    value: evaluation.valueOf(expression.right),
    expression: expression.right,
    label: `The right side of "${operator}"`,
  }
  const sensitive = holdsSensitive(left.value) || holdsSensitive(right.value)
  return markSensitive(operate(operator, { left, right }, evaluation), sensitive)
}

/** One operand with what messages need. */
interface Side {
  readonly value: Value
  readonly expression: Expression
  readonly label: string
}

interface Sides {
  readonly left: Side
  readonly right: Side
}

function operate(operator: BinaryOperator, sides: Sides, evaluation: Evaluation): Value {
  switch (operator) {
    case '==':
      return compareEqual(sides, (equal) => equal)
    case '!=':
      return compareEqual(sides, (equal) => !equal)
    case '&&':
      return combineBools(sides, (left, right) => left && right, evaluation)
    case '||':
      return combineBools(sides, (left, right) => left || right, evaluation)
    case '<':
      return combineNumbers(sides, (left, right) => boolValue(left < right), evaluation)
    case '<=':
      return combineNumbers(sides, (left, right) => boolValue(left <= right), evaluation)
    case '>':
      return combineNumbers(sides, (left, right) => boolValue(left > right), evaluation)
    case '>=':
      return combineNumbers(sides, (left, right) => boolValue(left >= right), evaluation)
    case '+':
      return combineNumbers(sides, (left, right) => numberValue(tidy(left + right)), evaluation)
    case '-':
      return combineNumbers(sides, (left, right) => numberValue(tidy(left - right)), evaluation)
    case '*':
      return combineNumbers(sides, (left, right) => numberValue(tidy(left * right)), evaluation)
    case '/':
      return divide(sides, (left, right) => left / right, evaluation)
    case '%':
      return divide(sides, (left, right) => left % right, evaluation)
  }
}

function compareEqual({ left, right }: Sides, result: (equal: boolean) => boolean): Value {
  if (holdsUnknown(left.value) || holdsUnknown(right.value)) return unknownValue()
  return boolValue(result(equalValues(left.value, right.value)))
}

function combineBools(
  { left, right }: Sides,
  combine: (left: boolean, right: boolean) => boolean,
  evaluation: Evaluation,
): Value {
  const [a, b] = [readBool(left, evaluation), readBool(right, evaluation)]
  return a === undefined || b === undefined ? unknownValue() : boolValue(combine(a, b))
}

function combineNumbers(
  { left, right }: Sides,
  combine: (left: number, right: number) => Value,
  evaluation: Evaluation,
): Value {
  const [a, b] = [readNumber(left, evaluation), readNumber(right, evaluation)]
  return a === undefined || b === undefined ? unknownValue() : combine(a, b)
}

function divide(sides: Sides, combine: (left: number, right: number) => number, evaluation: Evaluation): Value {
  return combineNumbers(
    sides,
    (left, right) => {
      if (right !== 0) return numberValue(tidy(combine(left, right)))
      const detail = `${sides.right.label} is 0. Check for that before: x == 0 ? … : ….`
      return evaluation.report(DIVISION_BY_ZERO, { detail, range: sides.right.expression.range })
    },
    evaluation,
  )
}

/** HCL calculates in decimals, where 0.1 + 0.2 is 0.3: fractions are rounded to the 15 digits that a double keeps of a decimal. */
function tidy(value: number): number {
  return Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(15))
}

function readNumber(side: Side, evaluation: Evaluation): number | undefined {
  const read = toNumber(side.value)
  if (read === undefined) reportOperand(side, 'number', evaluation)
  return read
}

function readBool(side: Side, evaluation: Evaluation): boolean | undefined {
  const read = toBool(side.value)
  if (read === undefined) reportOperand(side, 'bool', evaluation)
  return read
}

function reportOperand({ value, expression, label }: Side, wanted: 'number' | 'bool', evaluation: Evaluation): void {
  const { range } = expression
  if (value.type === 'unknown') return
  if (value.type === 'null')
    evaluation.report(NULL_VALUE, { detail: `${label} is null; it must be a ${wanted}.`, range })
  else
    evaluation.report(INVALID_OPERAND, {
      detail: `${label} must be a ${wanted}, given ${describeMismatch(value, wanted)}.${joinHint(value, wanted)}`,
      range,
    })
}

function joinHint({ type }: Value, wanted: 'number' | 'bool'): string {
  if (wanted === 'bool') return ''
  if (type === 'string') return ' To join texts, write them into one: "${a}${b}".'
  return type === 'list'
    ? ' To join lists, use concat(a, b).'
    : type === 'object'
      ? ' To join objects, use merge(a, b).'
      : ''
}
