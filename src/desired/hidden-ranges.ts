import { closest } from '../lib/closest.ts'
import { RESOURCE_KINDS } from '../model/address.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Fields } from '../model/fields.ts'
import type { SourceRange } from '../model/source-range.ts'
import type { Document } from '../syntax/document.ts'
import type { Expression } from '../syntax/expression.ts'
import { createSource } from '../syntax/hcl/source.ts'
import * as codes from './body/diagnostics.ts'
import { referencesOf } from './evaluate/references-of.ts'
import { walkExpression } from './evaluate/walk-expression.ts'

/** Names that begin a reference. */
const ROOTS: ReadonlySet<string> = new Set(['var', 'local', 'each', 'count', ...RESOURCE_KINDS])

/** Returns the expressions behind a name such as `local.password`, whose literals are hidden too. */
type Sources = (root: string, name: string) => readonly Expression[]

/** Collects the places of literals in expressions that hold secrets, and in the locals and variables that those read. */
export class SensitiveLiterals {
  readonly ranges: SourceRange[] = []
  readonly #sources: Sources
  readonly #seen = new Set<Expression>()

  constructor(sources: Sources) {
    this.#sources = sources
  }

  hide(expression: Expression): void {
    const waiting = [expression]
    for (const next of waiting) {
      if (this.#seen.has(next)) continue
      this.#seen.add(next)
      this.ranges.push(...literalsOf(next))
      for (const { path } of referencesOf(next)) waiting.push(...this.#sources(path[0] ?? '', path[1] ?? ''))
    }
  }
}

/** A whole string counts, without its quotes; of one with interpolations each text. */
function literalsOf(expression: Expression): readonly SourceRange[] {
  const ranges: SourceRange[] = []
  walkExpression(expression, (part, { bound }) => {
    if (part.node === 'literal' || part.node === 'missing' || isBareWord(part, bound)) ranges.push(part.range)
    if (part.node === 'template') ranges.push(...templateLiterals(part))
    return true
  })
  return ranges
}

/** A secret without quotes reads like a name. */
function isBareWord(part: Expression, bound: ReadonlySet<string>): boolean {
  return part.node === 'variable' && !ROOTS.has(part.name) && !bound.has(part.name)
}

function templateLiterals(template: Expression & { readonly node: 'template' }): readonly SourceRange[] {
  if (template.parts.every((part) => part.part === 'text')) return [template.range]
  return template.parts.filter((part) => part.part === 'text').map((part) => part.range)
}

/** Names of all sensitive fields, at any depth. */
export function sensitiveNames(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.kind === 'block') return sensitiveNames(field.fields)
    return field.sensitive === true ? [name] : []
  })
}

/**
 * Secrets in files with syntax errors, where the tree does not show reliably what belongs to what: everything after one of
 * these names on its line, whatever it is.
 */
export function hiddenLines(document: Document, names: ReadonlySet<string>): readonly SourceRange[] {
  if (document.diagnostics.length === 0) return []
  const { file, text } = document
  const hidden = /\bsensitive["']?\s*[:=]\s*true\b/.test(text) ? new Set([...names, 'default']) : names
  const source = createSource(file, text)
  return [...text.matchAll(/([A-Za-z_][\w-]*)["']?[ \t]*[:= \t][ \t]*(\S[^\r\n]*)/g)].flatMap((match) => {
    const [whole, name = '', rest = ''] = match
    const end = match.index + whole.length
    return hidden.has(name) ? [source.range(end - rest.length, end)] : []
  })
}

/** Diagnostics about arguments and blocks in the wrong place: their values are never decoded, so nothing marks them as secrets. */
const MISPLACED: ReadonlySet<string> = new Set(
  [
    codes.UNSUPPORTED_ARGUMENT,
    codes.UNSUPPORTED_BLOCK,
    codes.DUPLICATE_ARGUMENT,
    codes.BLOCK_AS_ARGUMENT,
    codes.ARGUMENT_AS_BLOCK,
    codes.UNEXPECTED_LABEL,
    codes.BLOCK_SHAPE,
  ].map(({ code }) => code),
)

const SOUNDS_SECRET = /pass|pwd|secret|token|credential|key/i

/** What may be a secret on the lines of misplaced arguments: everything after a name that is one of `names`, resembles one, or sounds like a secret. */
export function hiddenNear(
  diagnostics: readonly Diagnostic[],
  documents: readonly Document[],
  names: ReadonlySet<string>,
): readonly SourceRange[] {
  const misplaced = diagnostics.filter(({ code }) => MISPLACED.has(code))
  if (misplaced.length === 0) return []
  const isSecret = (name: string): boolean =>
    names.has(name) || SOUNDS_SECRET.test(name) || closest(name, [...names]) !== undefined
  const files = new Map(documents.map((document) => [document.file, linesOf(document)]))
  const places = misplaced.flatMap(({ range, related = [] }) => [range, ...related.map((place) => place.range)])
  return places.flatMap(
    (place) => (place && secretOnLine(files.get(place.file)?.[place.start.line - 1], isSecret)) ?? [],
  )
}

interface Line {
  readonly text: string
  /** The range between two character offsets of the line. */
  readonly range: (from: number, to: number) => SourceRange
}

function linesOf({ file, text }: Document): readonly Line[] {
  const source = createSource(file, text)
  let next = 0
  return text.split('\n').map((line) => {
    const start = next
    next += line.length + 1
    return { text: line, range: (from, to) => source.range(start + from, start + to) }
  })
}

function secretOnLine(line: Line | undefined, isSecret: (name: string) => boolean): SourceRange | undefined {
  if (line === undefined) return undefined
  const { text, range } = line
  for (const match of text.matchAll(/([A-Za-z_][\w-]*)["']?[ \t]*[:={ \t][ \t]*/g)) {
    const begin = match.index + match[0].length
    if (isSecret(match[1] ?? '') && begin < text.length) return range(begin, text.length)
  }
  return undefined
}
