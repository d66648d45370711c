import { closest } from '../../lib/closest.ts'
import { parseDuration } from '../../lib/duration.ts'
import type { Field } from '../../model/fields.ts'
import type { Plain } from '../../model/plain.ts'
import { boundsText } from './expected-type.ts'
import { INVALID_VALUE, NOT_A_CHOICE, OUT_OF_RANGE } from './diagnostics.ts'
import type { Problem } from './decoded.ts'

export interface CheckSite {
  readonly name: string
  /** The value must not be quoted. */
  readonly hidden: boolean
  /** The value as it was written, where that is simple. */
  readonly written: string | undefined
}

/** What is wrong with a value of the right type: bounds, choices, the field's own rule; the first that fails. */
export function checkField(value: Plain, field: Field, site: CheckSite): readonly Problem[] {
  const problem = checkBounds(value, field, site) ?? checkChoices(value, field, site) ?? checkRule(value, field, site)
  return problem === undefined ? [] : [problem]
}

function checkBounds(value: Plain, field: Field, site: CheckSite): Problem | undefined {
  const measure = measureOf(value, field)
  if (measure === undefined || (measure >= (field.min ?? -Infinity) && measure <= (field.max ?? Infinity)))
    return undefined
  return {
    code: OUT_OF_RANGE,
    detail: `"${site.name}" must be ${boundsText(field) ?? ''}, ${given(value, measure, site)}.`,
    path: [],
  }
}

/** The number that the bounds are about. */
function measureOf(value: Plain, { value: type }: Field): number | undefined {
  if (type.type === 'duration' && typeof value === 'string') {
    const reading = parseDuration(value)
    return reading.outcome === 'read' ? reading.seconds : undefined
  }
  if (typeof value === 'number') return value
  if (typeof value === 'string') return [...value].length
  return Array.isArray(value) ? value.length : undefined
}

function given(value: Plain, measure: number, { hidden, written }: CheckSite): string {
  if (value === '') return 'given an empty string'
  if (Array.isArray(value)) return `given ${measure === 0 ? 'an empty list' : `${measure} elements`}`
  if (typeof value === 'string' && (hidden || value.length > 60)) return `given ${measure} characters`
  return hidden ? 'which the given value is not' : `given ${written ?? JSON.stringify(value)}`
}

function checkChoices(value: Plain, { oneOf }: Field, { name, hidden }: CheckSite): Problem | undefined {
  if (oneOf === undefined || (typeof value === 'string' && oneOf.includes(value))) return undefined
  const choices = oneOf.map((choice) => `"${choice}"`).join(', ')
  const similar = hidden || typeof value !== 'string' ? undefined : closest(value, oneOf)
  const what = hidden ? '' : `, given ${JSON.stringify(value)}`
  const advice = similar === undefined ? '' : ` Did you mean "${similar}"?`
  const detail = `"${name}" must be one of ${choices}${what}.${advice}`
  return {
    code: NOT_A_CHOICE,
    detail,
    path: [],
    ...(similar === undefined ? {} : { suggestion: JSON.stringify(similar) }),
  }
}

/** A rule's sentence may quote the value, so it is only shown where the value is not secret. */
function checkRule(value: Plain, { check }: Field, { name, hidden }: CheckSite): Problem | undefined {
  const sentence = check?.(value)
  if (sentence === undefined) return undefined
  const detail = hidden ? 'The value is not allowed here; it is sensitive, so it is not shown.' : sentence
  return { code: INVALID_VALUE, detail: `"${name}" cannot have this value. ${detail}`, path: [] }
}
