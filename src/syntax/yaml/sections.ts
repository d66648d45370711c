import { isAlias, isMap, isScalar, type ParsedNode } from 'yaml'
import { diagnose } from '../../model/diagnostic.ts'
import type { Attribute, Block } from '../document.ts'
import { SECTION_SHAPE } from './diagnostics.ts'
import type { Entry, NodeReader } from './node-reader.ts'

/** Sections of labeled blocks, with the type of their blocks. */
const LABELED: ReadonlyMap<string, string> = new Map([
  ['variables', 'variable'],
  ['streams', 'stream'],
  ['data_connectors', 'data_connector'],
  ['batch_exporters', 'batch_exporter'],
  ['outputs', 'output'],
])

/** Sections that are a block by themselves. */
const UNLABELED: ReadonlySet<string> = new Set(['strmctl', 'locals'])

/** The top level of a configuration file. A key that is not a section stays an attribute, which the decoder reports. */
export function readSections(contents: ParsedNode, reader: NodeReader): readonly (Attribute | Block)[] {
  return reader.entries(contents).flatMap((entry): readonly (Attribute | Block)[] => {
    const type = LABELED.get(entry.name)
    if (type !== undefined) return labeledBlocks(type, entry, reader)
    return UNLABELED.has(entry.name) ? unlabeledBlock(entry, reader) : [reader.attribute(entry)]
  })
}

function labeledBlocks(type: string, section: Entry, reader: NodeReader): readonly Block[] {
  const expected = `one key for each ${type.replace('_', ' ')} (its label) with its arguments below it`
  if (!isSection(section, expected, reader)) return []
  return reader.entries(section.value).flatMap((entry) => {
    if (!isSection(entry, 'arguments as keys with values', reader)) return []
    const label = { text: entry.name, quoted: true, range: entry.nameRange }
    return [
      blockOf({ type, typeRange: section.nameRange, labels: [label], headerRange: entry.nameRange }, entry, reader),
    ]
  })
}

function unlabeledBlock(section: Entry, reader: NodeReader): readonly Block[] {
  if (!isSection(section, 'arguments as keys with values', reader)) return []
  const header = { type: section.name, typeRange: section.nameRange, labels: [], headerRange: section.nameRange }
  return [blockOf(header, section, reader)]
}

type Header = Pick<Block, 'type' | 'typeRange' | 'labels' | 'headerRange'>

function blockOf(header: Header, entry: Entry, reader: NodeReader): Block {
  const range = entry.value === undefined ? entry.nameRange : reader.range(entry.value)
  return { node: 'block', ...header, body: { items: reader.attributes(entry.value), range }, range: entry.range }
}

/** A map, or nothing at all: `demo:` is an empty block. */
function isSection({ name, value }: Entry, expected: string, reader: NodeReader): boolean {
  if (value === undefined || isMap(value) || (isScalar(value) && value.value === null)) return true
  if (isAlias(value)) return false
  const detail = `"${name}" must hold ${expected}, given ${isScalar(value) ? 'a single value' : 'a list'}.`
  reader.report(diagnose(SECTION_SHAPE, { detail, range: reader.range(value) }))
  return false
}
