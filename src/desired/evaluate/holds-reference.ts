import type { Value } from './value.ts'

/** Whether the value is a reference to a resource or holds one, at any depth. */
export function holdsReference(value: Value): boolean {
  if (value.type === 'list' || value.type === 'set') return value.items.some((item) => holdsReference(item))
  if (value.type === 'object') return [...value.entries.values()].some((item) => holdsReference(item))
  return value.type === 'reference'
}
