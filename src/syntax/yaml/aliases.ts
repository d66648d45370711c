import {
  isAlias,
  isCollection,
  isNode,
  isPair,
  visit,
  type Alias,
  type Document,
  type Node,
  type ParsedNode,
} from 'yaml'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import { closest } from '../../lib/closest.ts'
import type { Source } from '../hcl/source.ts'
import { ALIAS_TOO_LARGE, UNKNOWN_ALIAS } from './diagnostics.ts'

/** Nodes that aliases may stand for, all together: more than any configuration needs, far less than a bomb. */
const MAX_ALIASED_NODES = 20_000

/** The node each alias stands for; one that stands for nothing usable is absent and reported. */
export type Aliases = ReadonlyMap<Node, ParsedNode>

/** Follows every alias to the last anchor of its name before it. */
export function resolveAliases(document: Document.Parsed, source: Source, diagnostics: Diagnostic[]): Aliases {
  const anchors = new Map<string, ParsedNode>()
  const aliases = new Map<Node, ParsedNode>()
  const sizes = new Map<Node, number>()
  let total = 0
  visit(document, (_key, node, path) => {
    if (!isNode(node)) return
    if (isAlias(node)) follow(node, path)
    else if (node.anchor !== undefined && isParsed(node)) anchors.set(node.anchor, node)
  })
  return aliases

  function follow(alias: Alias, path: readonly unknown[]): void {
    const target = anchors.get(alias.source)
    if (target === undefined || path.includes(target)) return reportUnknown(alias, target)
    total += sizeOf(target, aliases, sizes)
    if (total <= MAX_ALIASED_NODES) aliases.set(alias, target)
    else reportTooLarge(alias)
  }

  function reportUnknown(alias: Alias, around: Node | undefined): void {
    const similar = closest(alias.source, anchors.keys())
    const detail =
      around === undefined
        ? `No anchor "&${alias.source}" stands before this alias.${similar === undefined ? '' : ` Did you mean "*${similar}"?`}`
        : `The alias "*${alias.source}" is inside the value that its anchor names, so it would contain itself endlessly.`
    diagnostics.push(diagnose(UNKNOWN_ALIAS, { detail, range: rangeOf(alias) }))
  }

  function reportTooLarge(alias: Alias): void {
    if (diagnostics.some((diagnostic) => diagnostic.code === ALIAS_TOO_LARGE.code)) return
    const detail = `With this alias, the aliases of the file stand for more than ${MAX_ALIASED_NODES} values. Use fewer aliases of aliases, or "for_each" to create many similar resources.`
    diagnostics.push(diagnose(ALIAS_TOO_LARGE, { detail, range: rangeOf(alias) }))
  }

  function rangeOf(alias: Alias): ReturnType<Source['range']> {
    const [start, end] = alias.range ?? [0, 0]
    return source.range(start, end)
  }
}

/** All nodes of a parsed document have a range. */
function isParsed(node: Node): node is ParsedNode {
  return node.range !== undefined && node.range !== null
}

/** Nodes of a value with its aliases written out. */
function sizeOf(node: unknown, aliases: ReadonlyMap<Node, Node>, sizes: Map<Node, number>): number {
  if (isPair(node)) return sizeOf(node.key, aliases, sizes) + sizeOf(node.value, aliases, sizes)
  if (!isNode(node)) return 0
  const known = sizes.get(node)
  if (known !== undefined) return known
  const parts: readonly unknown[] = isCollection(node) ? node.items : [aliases.get(node)]
  const size = parts.reduce<number>((sum, part) => sum + sizeOf(part, aliases, sizes), 1)
  sizes.set(node, size)
  return size
}
