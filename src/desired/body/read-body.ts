import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Attribute, Block, Body } from '../../syntax/document.ts'
import * as codes from './diagnostics.ts'
import { blocksOfValue } from './blocks-of-value.ts'

/** Names that may stand in a body. */
export interface BodySchema {
  readonly attributes: readonly string[]
  readonly blocks: readonly string[]
}

/** Where the body stands, for messages. */
export interface BodyPlace {
  readonly language: 'hcl' | 'yaml'
  /** `batch_exporter "events"`, `kafka`. */
  readonly owner: string
  readonly report: (diagnostic: Diagnostic) => void
}

/** What a body holds by name: only what its schema allows, each argument once. */
export interface ReadBody {
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly blocks: ReadonlyMap<string, readonly Block[]>
}

/** Sorts the items of a body by its schema; in YAML a map or a list of maps stands for blocks. Reports what does not belong there. */
export function readBody(body: Body, schema: BodySchema, place: BodyPlace): ReadBody {
  const attributes = new Map<string, Attribute>()
  const blocks = new Map<string, Block[]>()
  const [attributeNames, blockNames] = [new Set(schema.attributes), new Set(schema.blocks)]
  for (const item of body.items) {
    if (item.node === 'attribute') readAttribute(item)
    else readBlock(item)
  }
  return { attributes, blocks }

  function readAttribute(attribute: Attribute): void {
    const { name } = attribute
    if (blockNames.has(name)) readBlockValue(attribute)
    else if (!attributeNames.has(name)) reportUnknown(attribute)
    else if (attributes.has(name)) reportDuplicate(attribute, attributes.get(name))
    else attributes.set(name, attribute)
  }

  function readBlock(block: Block): void {
    const { type } = block
    if (attributeNames.has(type)) return reportArgumentAsBlock(block)
    if (!blockNames.has(type)) return reportUnknownBlock(block)
    const [label] = block.labels
    if (label !== undefined) {
      const detail = `A "${type}" block has no label. Remove "${label.text}".`
      place.report(diagnose(codes.UNEXPECTED_LABEL, { detail, range: label.range }))
    }
    add(block)
  }

  function readBlockValue(attribute: Attribute): void {
    if (place.language === 'yaml') return blocksOfValue(attribute, place.report).forEach(add)
    const detail = `"${attribute.name}" is a block: write it without the equals sign, ${attribute.name} { … }.`
    place.report(diagnose(codes.BLOCK_AS_ARGUMENT, { detail, range: attribute.nameRange }))
    blocks.set(attribute.name, blocks.get(attribute.name) ?? [])
  }

  function add(block: Block): void {
    const known = blocks.get(block.type)
    if (known === undefined) blocks.set(block.type, [block])
    else known.push(block)
  }

  function reportUnknown({ name, nameRange }: Attribute): void {
    const similar = closest(name, [...schema.attributes, ...schema.blocks])
    const detail = `An argument named "${name}" is not expected here. ${advice(similar, place.language)}`
    const fix = similar === undefined ? {} : { fix: { range: nameRange, newText: similar } }
    place.report(diagnose(codes.UNSUPPORTED_ARGUMENT, { detail, range: nameRange, ...fix }))
  }

  function reportUnknownBlock({ type, typeRange, headerRange }: Block): void {
    const similar = closest(type, [...schema.blocks, ...schema.attributes])
    const detail = `A block of type "${type}" is not expected here. ${advice(similar, place.language)}`
    const fix = similar === undefined ? {} : { fix: { range: typeRange, newText: similar } }
    place.report(diagnose(codes.UNSUPPORTED_BLOCK, { detail, range: headerRange, ...fix }))
  }

  function advice(similar: string | undefined, language: BodyPlace['language']): string {
    if (similar !== undefined) {
      const isBlock = blockNames.has(similar) && language === 'hcl'
      return `Did you mean ${isBlock ? `the block "${similar}"` : `"${similar}"`}?`
    }
    const names = [...schema.attributes, ...schema.blocks].map((name) => `"${name}"`)
    return `${place.owner} takes: ${names.join(', ')}.`
  }

  function reportDuplicate(attribute: Attribute, first: Attribute | undefined): void {
    const detail = `The argument "${attribute.name}" is already set for ${place.owner}. Keep one of the two.`
    const related = first === undefined ? {} : { related: [{ message: 'First set here', range: first.nameRange }] }
    place.report(diagnose(codes.DUPLICATE_ARGUMENT, { detail, range: attribute.nameRange, ...related }))
  }

  function reportArgumentAsBlock(block: Block): void {
    const detail = `"${block.type}" is an argument, not a block: write it with an equals sign, ${block.type} = ….`
    place.report(diagnose(codes.ARGUMENT_AS_BLOCK, { detail, range: block.headerRange }))
  }
}
