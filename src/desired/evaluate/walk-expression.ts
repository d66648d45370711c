import type { Expression, TemplatePart } from '../../syntax/expression.ts'

type Walked = Expression | TemplatePart

interface Step {
  readonly item: Walked
  readonly bound: ReadonlySet<string>
  readonly depth: number
}

/** Called for each expression before its parts; `bound` holds the names that `for` and splats around it introduce. Returns whether to go on with its parts. */
export type Visit = (
  expression: Expression,
  at: { readonly bound: ReadonlySet<string>; readonly depth: number },
) => boolean

/** Visits an expression and all its parts in source order, with its own stack: any depth works. */
export function walkExpression(root: Expression, visit: Visit): void {
  const stack: Step[] = [{ item: root, bound: new Set(), depth: 0 }]
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if ('node' in step.item && !visit(step.item, step)) continue
    for (const part of partsOf(step.item).toReversed()) stack.push(enter(part, step))
  }
}

interface Part {
  readonly item: Walked
  readonly binds?: readonly (string | undefined)[]
}

function enter(part: Part, { bound, depth }: Step): Step {
  const names = part.binds?.filter((name) => name !== undefined)
  return {
    item: part.item,
    bound: names === undefined ? bound : new Set([...bound, ...names]),
    depth: depth + 1,
  }
}

function partsOf(item: Walked): readonly Part[] {
  return 'node' in item ? partsOfExpression(item) : partsOfTemplatePart(item)
}

function partsOfExpression(expression: Expression): readonly Part[] {
  switch (expression.node) {
    case 'literal':
    case 'variable':
    case 'missing':
      return []
    case 'template':
      return expression.parts.map((item) => ({ item }))
    case 'tuple':
      return expression.items.map((item) => ({ item }))
    case 'object':
      return expression.items.flatMap(({ key, value }) => [{ item: key }, { item: value }])
    case 'attribute-access':
      return [{ item: expression.source }]
    case 'index':
      return [{ item: expression.source }, { item: expression.key }]
    case 'splat':
      return [{ item: expression.source }, { item: expression.each, binds: ['*'] }]
    case 'unary':
      return [{ item: expression.operand }]
    case 'binary':
      return [{ item: expression.left }, { item: expression.right }]
    case 'conditional':
      return [{ item: expression.condition }, { item: expression.then }, { item: expression.otherwise }]
    case 'call':
      return expression.args.map((item) => ({ item }))
    case 'for': {
      const { collection, key, value, condition, keyName, valueName } = expression
      const body = [key, value, condition].filter((item) => item !== undefined)
      return [{ item: collection }, ...body.map((item) => ({ item, binds: [keyName, valueName] }))]
    }
    case 'parentheses':
      return [{ item: expression.inner }]
  }
}

function partsOfTemplatePart(part: TemplatePart): readonly Part[] {
  switch (part.part) {
    case 'text':
      return []
    case 'interpolation':
      return [{ item: part.expression }]
    case 'if':
      return [part.condition, ...part.then, ...part.otherwise].map((item) => ({ item }))
    case 'for': {
      const binds = [part.keyName, part.valueName]
      return [{ item: part.collection }, ...part.body.map((item) => ({ item, binds }))]
    }
  }
}
