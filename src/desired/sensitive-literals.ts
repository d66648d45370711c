import { RESOURCE_KINDS } from '../model/address.ts'
import type { SourceRange } from '../model/source-range.ts'
import type { Expression } from '../syntax/expression.ts'
import { referencesOf } from './evaluate/references-of.ts'
import { walkExpression } from './evaluate/walk-expression.ts'

/** Names that begin a reference. */
const ROOTS: ReadonlySet<string> = new Set(['var', 'local', 'each', 'count', ...RESOURCE_KINDS])

/** Gives what a name such as `local.password` is written as, to hide what is literally there too. */
export type Sources = (root: string, name: string) => readonly Expression[]

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

/** A whole string counts, quotes left out of account; of one with interpolations each text. */
function literalsOf(expression: Expression): readonly SourceRange[] {
  const ranges: SourceRange[] = []
  walkExpression(expression, (part, { bound }) => {
    if (part.node === 'literal' || part.node === 'missing' || isBareWord(part, bound)) ranges.push(part.range)
    if (part.node === 'template') ranges.push(...templateLiterals(part))
    return true
  })
  return ranges
}

/** A secret whose quotes were forgotten reads like a name. */
function isBareWord(part: Expression, bound: ReadonlySet<string>): boolean {
  return part.node === 'variable' && !ROOTS.has(part.name) && !bound.has(part.name)
}

function templateLiterals(template: Expression & { readonly node: 'template' }): readonly SourceRange[] {
  if (template.parts.every((part) => part.part === 'text')) return [template.range]
  return template.parts.filter((part) => part.part === 'text').map((part) => part.range)
}
