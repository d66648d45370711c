import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Attribute, Block } from '../../syntax/document.ts'
import { type Expression, literalText, type ObjectItem } from '../../syntax/expression.ts'
import { BLOCK_SHAPE } from './diagnostics.ts'

type Report = (diagnostic: Diagnostic) => void

/** What an attribute of a YAML file says where a block is expected: a map is one, a list of maps are several, nothing is an empty one. */
export function blocksOfValue(attribute: Attribute, report: Report): readonly Block[] {
  const { value } = attribute
  const values = value.node === 'tuple' ? value.items : [value]
  return values.flatMap((item) => blockOf(attribute, item, report))
}

function blockOf(attribute: Attribute, value: Expression, report: Report): readonly Block[] {
  const { name, nameRange } = attribute
  const header = { node: 'block', type: name, typeRange: nameRange, labels: [], headerRange: nameRange } as const
  if (value.node === 'object') {
    const body = { items: attributesOf(value.items, report), range: value.range }
    return [{ ...header, body, range: attribute.range }]
  }
  if (value.node === 'literal' && value.value === null) {
    return [{ ...header, body: { items: [], range: value.range }, range: attribute.range }]
  }
  if (value.node === 'missing') return []
  const detail = `"${name}" holds further arguments: write them below it, indented, or in braces: "${name}: { … }".`
  report(diagnose(BLOCK_SHAPE, { detail, range: value.range }))
  return []
}

/** The entries of a written-out map as attributes. */
export function attributesOf(items: readonly ObjectItem[], report: Report): readonly Attribute[] {
  return items.flatMap((item): readonly Attribute[] => {
    const name = literalText(item.key)
    if (name !== undefined) {
      return [{ node: 'attribute', name, nameRange: item.key.range, value: item.value, range: item.range }]
    }
    const detail = 'The names of arguments are written out; a template cannot make them.'
    report(diagnose(BLOCK_SHAPE, { detail, range: item.key.range }))
    return []
  })
}
