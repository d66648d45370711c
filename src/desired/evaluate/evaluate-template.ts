import type { Expression, TemplateExpression, TemplatePart } from '../../syntax/expression.ts'
import { toText } from './convert-value.ts'
import { describeType } from './describe-type.ts'
import { INVALID_TEMPLATE_VALUE, NULL_VALUE } from './diagnostics.ts'
import { elementBindings, elementsOf } from './elements-of.ts'
import { evaluateCondition } from './evaluate-conditional.ts'
import type { Evaluation } from './evaluation.ts'
import { stringValue, unknownValue } from './make-value.ts'
import type { Value } from './value.ts'

/** A text with its interpolations and directives; one that is a single interpolation gives that value as it is. */
export function evaluateTemplate({ parts }: TemplateExpression, evaluation: Evaluation): Value {
  const [first] = parts
  if (parts.length === 1 && first?.part === 'interpolation') return evaluation.valueOf(first.expression)
  const written: Written = { texts: [], sensitive: false, unknown: false }
  writeParts(parts, written, evaluation)
  return written.unknown ? unknownValue() : stringValue(written.texts.join(''), written.sensitive)
}

interface Written {
  readonly texts: string[]
  sensitive: boolean
  unknown: boolean
}

function writeParts(parts: readonly TemplatePart[], written: Written, evaluation: Evaluation): void {
  for (const part of parts) writePart(part, written, evaluation)
}

function writePart(part: TemplatePart, written: Written, evaluation: Evaluation): void {
  switch (part.part) {
    case 'text':
      written.texts.push(part.text)
      return
    case 'interpolation':
      writeValue(part.expression, written, evaluation)
      return
    case 'if': {
      const outcome = evaluateCondition(part.condition, evaluation)
      written.unknown ||= outcome === undefined
      written.sensitive ||= outcome?.sensitive === true
      if (outcome !== undefined) writeParts(outcome.holds ? part.then : part.otherwise, written, evaluation)
      return
    }
    case 'for': {
      const source = elementsOf(part.collection, evaluation)
      written.unknown ||= source === undefined
      written.sensitive ||= source?.sensitive === true
      for (const element of source?.elements ?? [])
        writeParts(part.body, written, evaluation.within(elementBindings(part, element)))
    }
  }
}

function writeValue(expression: Expression, written: Written, evaluation: Evaluation): void {
  const value = evaluation.valueOf(expression)
  const text = toText(value)
  written.sensitive ||= value.sensitive
  written.unknown ||= text === undefined
  if (text !== undefined) written.texts.push(text)
  else if (value.type !== 'unknown') reportNoText(value, expression, evaluation)
}

function reportNoText(value: Value, { range }: Expression, evaluation: Evaluation): void {
  if (value.type === 'null') {
    const detail = 'This value is null and cannot be part of a string. Use coalesce(…, "default") where it may be null.'
    evaluation.report(NULL_VALUE, { detail, range })
    return
  }
  const detail = `Only strings, numbers and bools can be part of a string, given ${describeType(value)}. ${remedyFor(value)}`
  evaluation.report(INVALID_TEMPLATE_VALUE, { detail, range })
}

function remedyFor(value: Value): string {
  if (value.type === 'reference') return 'Name one of its attributes, such as ".name".'
  if (value.type === 'object') return 'Write it as JSON with jsonencode(…), or name one of its attributes.'
  return 'Choose how it is written: join(", ", …) or jsonencode(…).'
}
