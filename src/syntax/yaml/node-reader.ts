import { isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Attribute } from '../document.ts'
import type { Expression, ObjectItem } from '../expression.ts'
import type { Source } from '../hcl/source.ts'
import type { Aliases } from './aliases.ts'
import { DUPLICATE_KEY, INVALID_KEY, MERGE_KEY, NESTED_TOO_DEEPLY } from './diagnostics.ts'
import { readScalar } from './read-scalar.ts'

/** Deeper than any real file, shallow enough for every stage that walks the tree. */
const MAX_DEPTH = 64

/** One key of a map with its value, aliases followed; a value that is still an alias has its mistake reported. */
export interface Entry {
  readonly name: string
  readonly nameRange: SourceRange
  readonly key: ParsedNode
  readonly value: ParsedNode | undefined
  readonly range: SourceRange
}

type ParsedPair = Pair<ParsedNode, ParsedNode | null>

/** Turns the nodes of one YAML document into attributes and expressions; mistakes go to `diagnostics`. */
export class NodeReader {
  readonly source: Source
  readonly #aliases: Aliases
  readonly #diagnostics: Diagnostic[]
  #depth = 0

  constructor(source: Source, aliases: Aliases, diagnostics: Diagnostic[]) {
    this.source = source
    this.#aliases = aliases
    this.#diagnostics = diagnostics
  }

  report(diagnostic: Diagnostic): void {
    this.#diagnostics.push(diagnostic)
  }

  /** Of the node without the blanks and line breaks behind it. */
  range(node: ParsedNode): SourceRange {
    const [start, end] = node.range
    return this.source.range(start, start + this.source.text.slice(start, end).trimEnd().length)
  }

  attributes(node: ParsedNode | undefined): readonly Attribute[] {
    return this.entries(node).map((entry) => this.attribute(entry))
  }

  attribute(entry: Entry): Attribute {
    const { name, nameRange, range } = entry
    return { node: 'attribute', name, nameRange, value: this.#value(entry.value, nameRange), range }
  }

  /** The keys of a map that can be used, each once; none for anything but a map. */
  entries(node: ParsedNode | undefined): readonly Entry[] {
    if (!isMap(node)) return []
    const known = new Map<string, Entry>()
    for (const pair of pairsOf(node)) {
      const entry = this.#entry(pair)
      const first = entry === undefined ? undefined : known.get(entry.name)
      if (entry !== undefined && first !== undefined) this.#reportDuplicate(entry, first)
      if (entry !== undefined && first === undefined) known.set(entry.name, entry)
    }
    return [...known.values()]
  }

  #entry(pair: ParsedPair): Entry | undefined {
    const key = this.#follow(pair.key)
    const value = pair.value === null ? undefined : this.#follow(pair.value)
    const nameRange = this.range(pair.key)
    const name = this.#name(key, nameRange)
    if (name === undefined || key === undefined) return undefined
    const end = pair.value === null || isEmpty(pair.value) ? nameRange.end : this.range(pair.value).end
    return { name, nameRange, key, value, range: { ...nameRange, end } }
  }

  /** Text of a key; numbers and booleans are read as they are written. */
  #name(key: ParsedNode | undefined, range: SourceRange): string | undefined {
    if (key === undefined || !isScalar(key) || key.value === null) {
      const detail = 'A key is a single word or text. Write it in quotes if it has to begin with a special character.'
      this.report(diagnose(INVALID_KEY, { detail, range }))
      return undefined
    }
    if (key.value !== '<<') return typeof key.value === 'string' ? key.value : (key.source ?? '')
    const detail =
      'Merge keys ("<<") are not part of YAML 1.2. Write the keys out, or use an alias for the whole value ("kafka: *defaults").'
    this.report(diagnose(MERGE_KEY, { detail, range }))
    return undefined
  }

  #reportDuplicate(entry: Entry, first: Entry): void {
    const detail = `The key "${entry.name}" is already written at line ${first.nameRange.start.line}. A map has each key only once: remove one of the two.`
    const related = [{ message: 'First written here', range: first.nameRange }]
    this.report(diagnose(DUPLICATE_KEY, { detail, range: entry.nameRange, related }))
  }

  #follow(node: ParsedNode): ParsedNode | undefined {
    return this.#aliases.get(node) ?? node
  }

  #value(node: ParsedNode | undefined, otherwise: SourceRange): Expression {
    if (node === undefined) return { node: 'literal', value: null, range: otherwise }
    if (this.#depth >= MAX_DEPTH) return this.#tooDeep(node)
    this.#depth++
    const value = this.#expression(node)
    this.#depth--
    return value
  }

  #expression(node: ParsedNode): Expression {
    if (isMap(node)) return this.#object(node)
    if (isSeq(node)) return this.#tuple(node)
    const range = this.range(node)
    return isScalar(node) ? readScalar(node, this.source, this.#diagnostics) : { node: 'missing', range }
  }

  #object(map: YAMLMap.Parsed): Expression {
    const items = this.entries(map).map((entry): ObjectItem => {
      const key = this.#keyExpression(entry)
      return { key, bareKey: false, value: this.#value(entry.value, entry.nameRange), range: entry.range }
    })
    return { node: 'object', items, range: this.range(map) }
  }

  #keyExpression(entry: Entry): Expression {
    if (isScalar(entry.key) && typeof entry.key.value === 'string') {
      return readScalar(entry.key, this.source, this.#diagnostics)
    }
    const range = entry.nameRange
    return { node: 'template', style: 'yaml', parts: [{ part: 'text', text: entry.name, range }], range }
  }

  #tuple(list: YAMLSeq.Parsed): Expression {
    const range = this.range(list)
    const items = list.items.map((item) => this.#value(isNode(item) ? this.#follow(item) : undefined, range))
    return { node: 'tuple', items, range }
  }

  #tooDeep(node: ParsedNode): Expression {
    const range = this.range(node)
    const detail = `Maps and lists are nested more than ${MAX_DEPTH} levels deep here. Remove some levels.`
    this.report(diagnose(NESTED_TOO_DEEPLY, { detail, range }))
    return { node: 'missing', range }
  }
}

function pairsOf(map: YAMLMap.Parsed): readonly ParsedPair[] {
  return map.items
}

/** The value of `key:` with nothing behind it. */
function isEmpty(node: ParsedNode): boolean {
  return node.range[0] === node.range[1]
}

function isNode(item: ParsedNode | ParsedPair): item is ParsedNode {
  return 'range' in item
}
