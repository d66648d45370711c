import type { SourceRange } from '../../model/source-range.ts'
import type { Expression } from '../../syntax/expression.ts'
import { walkExpression } from './walk-expression.ts'

/** A traversal that starts at a root name of the scope: `var.bucket`, `stream.demo["eu"].name`. */
export interface Reference {
  /** Root name, then the names and constant keys that follow it as far as they are written out: `['stream', 'demo', 'eu', 'name']`. */
  readonly path: readonly string[]
  /** Of the traversal as far as `path` goes. */
  readonly range: SourceRange
  /** The traversal in canonical spelling: `stream.demo["eu"].name`. */
  readonly text: string
}

/** Every reference in an expression in source order, names bound by `for` and splats left out. Includes branches that are not evaluated. */
export function referencesOf(expression: Expression): readonly Reference[] {
  const references: Reference[] = []
  const untraceable = new Set<Expression>()
  walkExpression(expression, (part, { bound }) => {
    const steps = untraceable.has(part) ? undefined : stepsOf(part, untraceable)
    const root = steps?.[0]?.path
    if (steps === undefined || root === undefined) return true
    if (!bound.has(root))
      references.push({
        path: steps.map((step) => step.path),
        range: part.range,
        text: steps.map((step) => step.text).join(''),
      })
    return false
  })
  return references
}

interface Step {
  readonly path: string
  readonly text: string
}

/** The steps of a traversal from its root; nothing where it has another root than a name or a computed key: then its parts are noted as `untraceable`, so that each is looked at once. */
function stepsOf(expression: Expression, untraceable: Set<Expression>): readonly Step[] | undefined {
  const steps: Step[] = []
  const seen: Expression[] = []
  let current = expression
  while (current.node === 'attribute-access' || current.node === 'index') {
    const step = current.node === 'index' ? keyStep(current.key) : { path: current.name, text: `.${current.name}` }
    seen.push(current)
    if (step === undefined) return note(seen, untraceable)
    steps.push(step)
    current = current.source
  }
  if (current.node !== 'variable') return note(seen, untraceable)
  steps.push({ path: current.name, text: current.name })
  return steps.toReversed()
}

function note(seen: readonly Expression[], untraceable: Set<Expression>): undefined {
  for (const part of seen) untraceable.add(part)
}

function keyStep(key: Expression): Step | undefined {
  if (key.node === 'literal') return { path: String(key.value), text: `[${String(key.value)}]` }
  if (key.node !== 'template') return undefined
  const texts = key.parts.map((part) => (part.part === 'text' ? part.text : undefined))
  return texts.includes(undefined) ? undefined : { path: texts.join(''), text: `[${JSON.stringify(texts.join(''))}]` }
}
