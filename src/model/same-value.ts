import type { FieldValue } from './fields.ts'
import { Secret } from './secret.ts'

/** Whether two values are the same data; secrets compare by what they hold, the order of names does not matter. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b) return true
  if (a instanceof Secret || b instanceof Secret) return sameSecret(a, b)
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    left.length === right.size && left.every(([name, value]) => right.has(name) && sameValue(value, right.get(name)))
  )
}

function sameSecret(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return a instanceof Secret && b instanceof Secret && sameValue(a.reveal(), b.reveal())
}
