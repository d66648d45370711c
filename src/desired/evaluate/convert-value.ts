import { formatNumber, parseNumber } from './number-text.ts'
import type { Value } from './value.ts'

/** HCL's conversion to a string: numbers and bools become text; nothing where there is none (null, collections, references, unknown). */
export function toText(value: Value): string | undefined {
  if (value.type === 'string') return value.value
  if (value.type === 'number') return formatNumber(value.value)
  return value.type === 'bool' ? String(value.value) : undefined
}

/** HCL's conversion to a number: a string that is one (`"5"`, `"1e3"`) becomes it; nothing where there is none or it would not be exact. */
export function toNumber(value: Value): number | undefined {
  if (value.type === 'number') return value.value
  return value.type === 'string' ? parseNumber(value.value) : undefined
}

/** HCL's conversion to a bool: `"true"` and `"false"` become it, nothing else does. */
export function toBool(value: Value): boolean | undefined {
  if (value.type === 'bool') return value.value
  if (value.type !== 'string') return undefined
  return value.value === 'true' ? true : value.value === 'false' ? false : undefined
}
