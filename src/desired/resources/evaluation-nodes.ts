import type { Body } from '../../syntax/document.ts'
import { type Expression, literalText } from '../../syntax/expression.ts'
import type { Declarations } from '../declarations/declarations.ts'
import { referencesOf } from '../evaluate/references-of.ts'
import type { EvaluationNeed, EvaluationNode } from './dependency-order.ts'

/** Locals and resources with what their expressions refer to, as declared. */
export function evaluationNodes({ locals, resources }: Declarations): readonly EvaluationNode[] {
  const kinds = new Set<string>([...resources.values()].map((resource) => resource.rules.kind))
  return [
    ...[...locals.values()].map(({ name, value }) => ({ id: `local.${name}`, needs: needsOf(value, kinds) })),
    ...[...resources.values()].map(({ id, block }) => ({ id, needs: needsOfBody(block.body, kinds) })),
  ]
}

function needsOfBody(body: Body, kinds: ReadonlySet<string>): readonly EvaluationNeed[] {
  return body.items.flatMap((item) => {
    if (item.node === 'block') return needsOfBody(item.body, kinds)
    const written = item.name === 'depends_on' ? needsAsText(item.value) : []
    return [...needsOf(item.value, kinds), ...written]
  })
}

function needsOf(expression: Expression, kinds: ReadonlySet<string>): readonly EvaluationNeed[] {
  return referencesOf(expression).flatMap(({ path, range, text }): readonly EvaluationNeed[] => {
    const [root, name] = path
    if (root === undefined || name === undefined) return []
    return root === 'local' || kinds.has(root) ? [{ id: `${root}.${name}`, range, expression: text }] : []
  })
}

/** `depends_on: [stream.demo]` in YAML. */
function needsAsText(expression: Expression): readonly EvaluationNeed[] {
  if (expression.node !== 'tuple') return []
  return expression.items.flatMap((item): readonly EvaluationNeed[] => {
    const text = literalText(item)
    const id = text === undefined ? undefined : /^[a-z_]+\.[A-Za-z0-9_-]+/.exec(text)?.[0]
    return text === undefined || id === undefined ? [] : [{ id, range: item.range, expression: text }]
  })
}
