import { type FieldValue, type FieldValues, isBlock } from '../model/fields.ts'
import type { FieldChange } from '../model/plan.ts'
import { sameValue } from '../model/same-value.ts'

export interface FieldsDiff {
  readonly changes: readonly FieldChange[]
  /** Fields that are the same on both sides. */
  readonly unchanged: number
}

/** What differs between recorded and wanted fields, by dotted path in the order of the wanted ones. A field that is null counts as not set. */
export function diffFields(before: FieldValues, after: FieldValues): FieldsDiff {
  const [old, wanted] = [flatten(before), flatten(after)]
  const paths = [...new Set([...wanted.keys(), ...old.keys()])]
  const changes = paths
    .filter((path) => !sameValue(old.get(path), wanted.get(path)))
    .map((path) => fieldChange(path, old.get(path), wanted.get(path)))
  return { changes, unchanged: paths.length - changes.length }
}

function fieldChange(path: string, before: FieldValue | undefined, after: FieldValue | undefined): FieldChange {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

function flatten(fields: FieldValues): ReadonlyMap<string, FieldValue> {
  const leaves = new Map<string, FieldValue>()
  for (const [name, value] of Object.entries(fields)) addLeaves(leaves, name, value)
  return leaves
}

function addLeaves(leaves: Map<string, FieldValue>, path: string, value: FieldValue): void {
  if (value === null) return
  if (!isBlock(value)) {
    leaves.set(path, value)
    return
  }
  const size = leaves.size
  for (const [name, inner] of Object.entries(value)) addLeaves(leaves, `${path}.${name}`, inner)
  if (leaves.size === size) leaves.set(path, {})
}
