import { isAlias, isMap, isScalar, type ParsedNode } from 'yaml'
import { diagnose } from '../../model/diagnostic.ts'
import type { Attribute, Block } from '../document.ts'
import { SECTION_SHAPE } from './diagnostics.ts'
import type { Entry, NodeReader } from './node-reader.ts'

/** Sections of labelled blocks, with the type of their blocks. */
const LABELLED: ReadonlyMap<string, string> = new Map([
  ['variables', 'variable'],
  ['streams', 'stream'],
  ['data_connectors', 'data_connector'],
  ['batch_exporters', 'batch_exporter'],
  ['outputs', 'output'],
])

/** Sections that are a block by themselves. */
const UNLABELLED: ReadonlySet<string> = new Set(['strmctl', 'locals'])

/** The top level of a configuration file. A key that is no section stays an attribute, for the decoder to name. */
export function readSections(contents: ParsedNode, reader: NodeReader): readonly (Attribute | Block)[] {
  return reader.entries(contents).flatMap((entry): readonly (Attribute | Block)[] => {
    const type = LABELLED.get(entry.name)
    if (type !== undefined) return labelledBlocks(type, entry, reader)
    return UNLABELLED.has(entry.name) ? unlabelledBlock(entry, reader) : [reader.attribute(entry)]
  })
}

function labelledBlocks(type: string, section: Entry, reader: NodeReader): readonly Block[] {
  const expected = `one key for each ${type.replace('_', ' ')}, its label, with the arguments below it`
  if (!isSection(section, expected, reader)) return []
  return reader.entries(section.value).flatMap((entry) => {
    if (!isSection(entry, 'the arguments as keys with values', reader)) return []
    const label = { text: entry.name, quoted: true, range: entry.nameRange }
    return [
      blockOf({ type, typeRange: section.nameRange, labels: [label], headerRange: entry.nameRange }, entry, reader),
    ]
  })
}

function unlabelledBlock(section: Entry, reader: NodeReader): readonly Block[] {
  if (!isSection(section, 'the arguments as keys with values', reader)) return []
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
  const detail = `Below "${name}" stands ${isScalar(value) ? 'a single value' : 'a list'}, but ${expected} must be written here.`
  reader.report(diagnose(SECTION_SHAPE, { detail, range: reader.range(value) }))
  return false
}
