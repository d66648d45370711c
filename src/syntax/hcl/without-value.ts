import type { Attribute, Block } from '../document.ts'
import { missingAt } from './missing-at.ts'

/** The item as it stays when what follows its value shows that the value is not what was meant. */
export function withoutValue(item: Attribute | Block): Attribute | Block {
  return item.node === 'attribute' ? { ...item, value: missingAt(item.value) } : item
}
