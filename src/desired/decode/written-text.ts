import { formatNumber } from '../evaluate/number-text.ts'
import type { Value } from '../evaluate/value.ts'

const LONGEST = 60

/** A simple value as one writes it, `"60s"` or `60`; nothing for others and for text too long to quote. */
export function writtenText(value: Value): string | undefined {
  if (value.type === 'number') return formatNumber(value.value)
  if (value.type === 'bool') return String(value.value)
  if (value.type !== 'string' || value.value.length > LONGEST || value.value.includes('\n')) return undefined
  return `"${value.value}"`
}
