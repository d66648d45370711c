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
  /** Names that a misspelt one was probably meant to be: they are not missing. */
  readonly meant: ReadonlySet<string>
}

/** Sorts the items of a body by its schema; in YAML a map or a list of maps stands for blocks. Reports what does not belong there. */
export function readBody(body: Body, schema: BodySchema, place: BodyPlace): ReadBody {
  const attributes = new Map<string, Attribute>()
  const blocks = new Map<string, readonly Block[]>()
  const meant = new Set<string>()
  for (const item of body.items) {
    if (item.node === 'attribute') readAttribute(item)
    else readBlock(item)
  }
  return { attributes, blocks, meant }

  function readAttribute(attribute: Attribute): void {
    const { name } = attribute
    const first = attributes.get(name)
    if (schema.blocks.includes(name)) readBlockValue(attribute)
    else if (!schema.attributes.includes(name)) reportUnknown(describeUnknown(attribute, schema, place))
    else if (first === undefined) attributes.set(name, attribute)
    else place.report(describeDuplicate(attribute, first, place))
  }

  function readBlock(block: Block): void {
    const { type } = block
    if (schema.blocks.includes(type)) return add(type, unlabeled(block, place))
    if (schema.attributes.includes(type)) place.report(describeArgument(block))
    else reportUnknown(describeUnknownBlock(block, schema, place))
  }

  function reportUnknown(diagnostic: Diagnostic): void {
    if (diagnostic.fix !== undefined) meant.add(diagnostic.fix.newText)
    place.report(diagnostic)
  }

  function readBlockValue(attribute: Attribute): void {
    if (place.language === 'yaml') return add(attribute.name, blocksOfValue(attribute, place.report))
    const detail = `"${attribute.name}" is a block: write it without the equals sign, ${attribute.name} { … }.`
    place.report(diagnose(codes.BLOCK_AS_ARGUMENT, { detail, range: attribute.nameRange }))
    add(attribute.name, [])
  }

  function add(type: string, more: readonly Block[]): void {
    blocks.set(type, [...(blocks.get(type) ?? []), ...more])
  }
}

function unlabeled(block: Block, { report }: BodyPlace): readonly Block[] {
  const [label] = block.labels
  if (label !== undefined) {
    const detail = `A "${block.type}" block has no label. Remove "${label.text}".`
    report(diagnose(codes.UNEXPECTED_LABEL, { detail, range: label.range }))
  }
  return [block]
}

function describeUnknown({ name, nameRange }: Attribute, schema: BodySchema, place: BodyPlace): Diagnostic {
  const similar = closest(name, [...schema.attributes, ...schema.blocks])
  const detail = `An argument named "${name}" is not expected here. ${advice(similar, schema, place)}`
  const fix = similar === undefined ? {} : { fix: { range: nameRange, newText: similar } }
  return diagnose(codes.UNSUPPORTED_ARGUMENT, { detail, range: nameRange, ...fix })
}

function describeUnknownBlock(block: Block, schema: BodySchema, place: BodyPlace): Diagnostic {
  const similar = closest(block.type, [...schema.blocks, ...schema.attributes])
  const detail = `A block of type "${block.type}" is not expected here. ${advice(similar, schema, place)}`
  const fix = similar === undefined ? {} : { fix: { range: block.typeRange, newText: similar } }
  return diagnose(codes.UNSUPPORTED_BLOCK, { detail, range: block.headerRange, ...fix })
}

function advice(similar: string | undefined, schema: BodySchema, { language, owner }: BodyPlace): string {
  if (similar !== undefined) {
    const isBlock = schema.blocks.includes(similar) && language === 'hcl'
    return `Did you mean ${isBlock ? 'the block ' : ''}"${similar}"?`
  }
  const names = [...schema.attributes, ...schema.blocks].map((name) => `"${name}"`)
  return `${owner} takes: ${names.join(', ')}.`
}

function describeDuplicate(attribute: Attribute, first: Attribute, { owner }: BodyPlace): Diagnostic {
  const detail = `The argument "${attribute.name}" is already set for ${owner}. Keep one of the two.`
  const related = [{ message: 'First set here', range: first.nameRange }]
  return diagnose(codes.DUPLICATE_ARGUMENT, { detail, range: attribute.nameRange, related })
}

function describeArgument({ type, headerRange }: Block): Diagnostic {
  const detail = `"${type}" is an argument, not a block: write it with an equals sign, ${type} = ….`
  return diagnose(codes.ARGUMENT_AS_BLOCK, { detail, range: headerRange })
}
