import type { ConditionalExpression, Expression } from '../../syntax/expression.ts'
import { toBool } from './convert-value.ts'
import { describeMismatch } from './describe-type.ts'
import { INVALID_CONDITION, NULL_VALUE } from './diagnostics.ts'
import type { Evaluation } from './evaluation.ts'
import { markSensitive, unknownValue } from './make-value.ts'
import type { Value } from './value.ts'

/**
 * Only the chosen branch is evaluated, and the branches may differ in type: `var.x == null ? {} : var.x` needs no
 * conversions. HCL evaluates both to unify their types. A sensitive condition makes the result sensitive.
 */
export function evaluateConditional(
  { condition, then, otherwise }: ConditionalExpression,
  evaluation: Evaluation,
): Value {
  const chosen = evaluateCondition(condition, evaluation)
  if (chosen === undefined) return unknownValue()
  return markSensitive(evaluation.valueOf(chosen.holds ? then : otherwise), chosen.sensitive)
}

/** Whether a condition holds; nothing where it is unknown or no condition, which is reported. */
export function evaluateCondition(
  condition: Expression,
  evaluation: Evaluation,
): { readonly holds: boolean; readonly sensitive: boolean } | undefined {
  const value = evaluation.valueOf(condition)
  const { range } = condition
  if (value.type === 'unknown') return undefined
  const holds = toBool(value)
  if (holds !== undefined) return { holds, sensitive: value.sensitive }
  if (value.type === 'null')
    evaluation.report(NULL_VALUE, { detail: 'This condition is null; it must be true or false.', range })
  else
    evaluation.report(INVALID_CONDITION, {
      detail: `A condition must be true or false, given ${describeMismatch(value, 'bool')}.`,
      range,
    })
  return undefined
}
