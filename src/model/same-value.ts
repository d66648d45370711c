import type { FieldValue } from './fields.ts'
import type { VariantSettings } from './kind.ts'
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

/** Whether two are the same variant with the same settings. */
export function sameSettings(one: VariantSettings, other: VariantSettings): boolean {
  return one.variant === other.variant && sameValue(one.settings, other.settings)
}
