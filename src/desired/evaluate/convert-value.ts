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

const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const EXPONENT = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/

/** Finite, and safe where it is whole: what a number value may be. */
export function isExactNumber(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
}

/** As HCL writes it: without exponent and without a trailing `.0`. */
export function formatNumber(value: number): string {
  const text = String(value)
  const match = EXPONENT.exec(text)
  if (match === null) return text
  const [, sign = '', first = '', rest = '', exponent = ''] = match
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${first}${rest}`
}

/** The number that the text writes in decimal, or nothing where it is none or cannot be kept exactly. */
function parseNumber(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined
  const value = Number(text)
  return isExactNumber(value) ? value : undefined
}
