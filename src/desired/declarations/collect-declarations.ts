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
  const settings: DeclaredBlock[] = []
  const variables = new Map<string, DeclaredVariable>()
  const locals = new Map<string, Attribute>()
  const resources = new Map<string, DeclaredResource>()
  const rulesByType = new Map<string, KindRules>(kinds.map((rules) => [rules.kind, rules]))
  for (const document of documents) document.body.items.forEach((item) => collect(item, document.language))
  return { settings, variables, locals, resources }

  function collect(item: Attribute | Block, language: Document['language']): void {
    if (item.node === 'attribute') return reportTopLevelArgument(item, language, { kinds, report })
    const rules = rulesByType.get(item.type)
    if (rules !== undefined) collectResource(item, language, rules)
    else if (item.type === 'variable') collectVariable(item, language)
    else if (item.type === 'locals') collectLocals(item)
    else if (item.type === 'strmctl') collectSettings(item, language)
    else reportBlockType(item)
  }

  function collectResource(block: Block, language: Document['language'], rules: KindRules): void {
    const label = labelOf(block, report)
    if (label === undefined) return
    const id = `${rules.kind}.${label}`
    const first = resources.get(id)
    if (first === undefined) resources.set(id, { id, label, rules, block, language })
    else reportDuplicate(`"${id}"`, block.headerRange, first.block.headerRange)
  }

  function collectVariable(block: Block, language: Document['language']): void {
    const name = labelOf(block, report)
    if (name === undefined) return
    const first = variables.get(name)
    if (first === undefined) variables.set(name, { name, block, language })
    else reportDuplicate(`The variable "${name}"`, block.headerRange, first.block.headerRange)
  }

  function collectLocals(block: Block): void {
    requireNoLabel(block, report)
    for (const item of block.body.items) {
      if (item.node === 'block') {
        const detail = `"locals" holds values only: write "${item.type} = …".`
        report(diagnose(codes.BLOCK_IN_LOCALS, { detail, range: item.headerRange }))
        continue
      }
      const first = locals.get(item.name)
      if (first === undefined) locals.set(item.name, item)
      else reportDuplicate(`The local "${item.name}"`, item.nameRange, first.nameRange)
    }
  }

  function collectSettings(block: Block, language: Document['language']): void {
    requireNoLabel(block, report)
    settings.push({ block, language })
  }

  function reportDuplicate(what: string, range: SourceRange, first: SourceRange): void {
    const detail = `${what} is already declared at ${first.file}:${first.start.line}. Give one of the two another name, or remove it.`
    report(
      diagnose(codes.DECLARED_TWICE, { detail, range, related: [{ message: 'First declared here', range: first }] }),
    )
  }

  function reportBlockType({ type, headerRange, typeRange }: Block): void {
    if (RESERVED.has(type)) {
      const detail = `Blocks of type "${type}" are reserved for a later version of strmctl. Remove it.`
      return report(diagnose(codes.RESERVED_BLOCK_TYPE, { detail, range: headerRange }))
    }
    const types = [...rulesByType.keys(), 'variable', 'locals', 'strmctl']
    const similar = closest(type, types)
    const advice = similar === undefined ? `Expected one of: ${quoted(types)}.` : `Did you mean "${similar}"?`
    const fix = similar === undefined ? {} : { fix: { range: typeRange, newText: similar } }
    const detail = `Blocks of type "${type}" are not expected here. ${advice}`
    report(diagnose(codes.UNKNOWN_BLOCK_TYPE, { detail, range: headerRange, ...fix }))
  }
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
  const detail = `The label "${label.text}" cannot be used: a label begins with a letter or "_" and goes on with letters, digits, "_" and "-". For another name outside, set the argument "name".`
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
    const detail = `The argument "${name}" stands outside of any block. Put it into the block it belongs to, or into "locals".`
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
