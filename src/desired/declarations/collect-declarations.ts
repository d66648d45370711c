import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { KindRules } from '../../model/kind.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Attribute, Block, Document } from '../../syntax/document.ts'
import type { DeclaredBlock, DeclaredResource, DeclaredVariable, Declarations } from './declarations.ts'
import * as codes from './diagnostics.ts'

type Report = (diagnostic: Diagnostic) => void

const LABEL = /^[A-Za-z_][A-Za-z0-9_-]*$/

/** Words of the language that no release gives a meaning yet. */
const RESERVED: ReadonlySet<string> = new Set(['output', 'moved', 'removed', 'import', 'check'])

/** Sorts the top level of all files. Reports what does not belong there and what is declared twice; the first one counts. */
export function collectDeclarations(
  documents: readonly Document[],
  kinds: readonly KindRules[],
  report: Report,
): Declarations {
  const collector = new Collector(kinds, report)
  for (const document of documents) {
    for (const item of document.body.items) collector.collect(item, document.language)
  }
  return collector
}

class Collector implements Declarations {
  readonly settings: DeclaredBlock[] = []
  readonly variables = new Map<string, DeclaredVariable>()
  readonly locals = new Map<string, Attribute>()
  readonly resources = new Map<string, DeclaredResource>()
  readonly #kinds: readonly KindRules[]
  readonly #rulesByType: ReadonlyMap<string, KindRules>
  readonly #report: Report

  constructor(kinds: readonly KindRules[], report: Report) {
    this.#kinds = kinds
    this.#rulesByType = new Map<string, KindRules>(kinds.map((rules) => [rules.kind, rules]))
    this.#report = report
  }

  collect(item: Attribute | Block, language: Document['language']): void {
    if (item.node === 'attribute')
      return reportTopLevelArgument(item, language, { kinds: this.#kinds, report: this.#report })
    const rules = this.#rulesByType.get(item.type)
    if (rules !== undefined) this.#resource(item, language, rules)
    else if (item.type === 'variable') this.#variable(item, language)
    else if (item.type === 'locals') this.#locals(item)
    else if (item.type === 'strmctl') this.#settings(item, language)
    else reportBlockType(item, [...this.#rulesByType.keys(), 'variable', 'locals', 'strmctl'], this.#report)
  }

  #resource(block: Block, language: Document['language'], rules: KindRules): void {
    const label = labelOf(block, this.#report)
    if (label === undefined) return
    const id = `${rules.kind}.${label}`
    const first = this.resources.get(id)
    if (first === undefined) this.resources.set(id, { id, label, rules, block, language })
    else this.#reportTwice(`"${id}"`, block.headerRange, first.block.headerRange)
  }

  #variable(block: Block, language: Document['language']): void {
    const name = labelOf(block, this.#report)
    if (name === undefined) return
    const first = this.variables.get(name)
    if (first === undefined) this.variables.set(name, { name, block, language })
    else this.#reportTwice(`The variable "${name}"`, block.headerRange, first.block.headerRange)
  }

  #locals(block: Block): void {
    requireNoLabel(block, this.#report)
    for (const item of block.body.items) {
      if (item.node === 'block') {
        const detail = `"locals" holds values only: write "${item.type} = …".`
        this.#report(diagnose(codes.BLOCK_IN_LOCALS, { detail, range: item.headerRange }))
        continue
      }
      const first = this.locals.get(item.name)
      if (first === undefined) this.locals.set(item.name, item)
      else this.#reportTwice(`The local "${item.name}"`, item.nameRange, first.nameRange)
    }
  }

  #settings(block: Block, language: Document['language']): void {
    requireNoLabel(block, this.#report)
    this.settings.push({ block, language })
  }

  #reportTwice(what: string, range: SourceRange, first: SourceRange): void {
    const detail = `${what} is already declared at ${first.file}:${first.start.line}. Give one of the two another name, or remove it.`
    const related = [{ message: 'First declared here', range: first }]
    this.#report(diagnose(codes.DECLARED_TWICE, { detail, range, related }))
  }
}

function reportBlockType({ type, headerRange, typeRange }: Block, types: readonly string[], report: Report): void {
  if (RESERVED.has(type)) {
    const detail = `Blocks of type "${type}" are reserved for a later version of strmctl. Remove it.`
    return report(diagnose(codes.RESERVED_BLOCK_TYPE, { detail, range: headerRange }))
  }
  const similar = closest(type, types)
  const advice = similar === undefined ? `Expected one of: ${quoted(types)}.` : `Did you mean "${similar}"?`
  const fix = similar === undefined ? {} : { fix: { range: typeRange, newText: similar } }
  const detail = `Blocks of type "${type}" are not expected here. ${advice}`
  report(diagnose(codes.UNKNOWN_BLOCK_TYPE, { detail, range: headerRange, ...fix }))
}

function labelOf(block: Block, report: Report): string | undefined {
  const [label, second] = block.labels
  if (label === undefined || second !== undefined) {
    const wanted = `Write exactly one: ${block.type} "name" { … }.`
    const detail = `A "${block.type}" block needs one label, its name, but has ${label === undefined ? 'none' : block.labels.length}. ${wanted}`
    report(diagnose(codes.LABEL_COUNT, { detail, range: second?.range ?? block.headerRange }))
    return undefined
  }
  if (LABEL.test(label.text)) return label.text
  const detail = `The label "${label.text}" cannot be used: a label begins with a letter or "_", followed by letters, digits, "_" and "-". For a different name in other systems, set the argument "name".`
  report(diagnose(codes.INVALID_LABEL, { detail, range: label.range }))
  return undefined
}

function requireNoLabel(block: Block, report: Report): void {
  const [label] = block.labels
  if (label === undefined) return
  const detail = `A "${block.type}" block has no label. Remove "${label.text}".`
  report(diagnose(codes.LABEL_COUNT, { detail, range: label.range }))
}

interface Known {
  readonly kinds: readonly KindRules[]
  readonly report: Report
}

function reportTopLevelArgument(
  { name, nameRange }: Attribute,
  language: Document['language'],
  { kinds, report }: Known,
): void {
  if (language === 'hcl') {
    const detail = `The argument "${name}" is outside any block. Move it into the block it belongs to, or into "locals".`
    return report(diagnose(codes.TOP_LEVEL_ARGUMENT, { detail, range: nameRange }))
  }
  const sections = [...kinds.map((rules) => rules.plural), 'variables', 'locals', 'strmctl']
  const similar = closest(name, sections)
  const advice = similar === undefined ? `Expected one of: ${quoted(sections)}.` : `Did you mean "${similar}"?`
  const fix = similar === undefined ? {} : { fix: { range: nameRange, newText: similar } }
  const detail = `A section named "${name}" is not expected here. ${advice}`
  report(diagnose(codes.UNKNOWN_SECTION, { detail, range: nameRange, ...fix }))
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
