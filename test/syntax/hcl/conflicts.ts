import type { Body } from '../../../src/syntax/document.ts'

/** Whether a body holds an argument twice, or a name that is an argument here and a block there, or blocks of a type with different numbers of labels. */
export function hasConflicts(body: Body): boolean {
  const shapes = new Map<string, string>()
  for (const item of body.items) {
    const name = item.node === 'attribute' ? item.name : item.type
    const shape = item.node === 'attribute' ? 'attribute' : `block with ${item.labels.length}`
    const known = shapes.get(name)
    if (known !== undefined && (known !== shape || shape === 'attribute')) return true
    shapes.set(name, shape)
    if (item.node === 'block' && hasConflicts(item.body)) return true
  }
  return false
}
