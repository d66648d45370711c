import type { Attribute, Block } from '../../syntax/document.ts'
import { repetitionOf, type Repetition } from './instances.ts'

/** How a block is repeated, told from what is written alone. */
export function repetitionOfBlock(block: Block): Repetition {
  return repetitionOf(attributeNamed(block, 'for_each'), attributeNamed(block, 'count'))
}

/** The first argument of that name. */
export function attributeNamed(block: Block, name: string): Attribute | undefined {
  return block.body.items.find((item): item is Attribute => item.node === 'attribute' && item.name === name)
}
