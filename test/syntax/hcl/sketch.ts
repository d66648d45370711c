import type { Attribute, Block, Body } from '../../../src/syntax/document.ts'
import type { Expression, TemplatePart } from '../../../src/syntax/expression.ts'

/** The items of a body, one to a line, blocks with their body in braces. */
export function sketchBody(body: Body): string {
  return body.items.map(sketchItem).join('\n')
}

function sketchItem(item: Attribute | Block): string {
  if (item.node === 'attribute') return `${item.name} = ${sketch(item.value)}`
  const labels = item.labels.map((label) => (label.quoted ? JSON.stringify(label.text) : label.text))
  const header = [item.type, ...labels].join(' ')
  return item.body.items.length === 0 ? `${header} {}` : `${header} {\n${sketchBody(item.body)}\n}`
}

/** The tree as a line of text, operators before their operands. */
export function sketch(expression: Expression): string {
  switch (expression.node) {
    case 'literal':
      return String(expression.value)
    case 'template':
      return `${expression.style}<${sketchParts(expression.parts)}>`
    case 'tuple':
      return `[${expression.items.map(sketch).join(' ')}]`
    case 'object':
      return `{${expression.items.map(({ key, bareKey, value }) => `${bareKey ? 'bare ' : ''}${sketch(key)}: ${sketch(value)}`).join(', ')}}`
    case 'variable':
      return expression.name
    case 'attribute-access':
      return `(. ${sketch(expression.source)} ${expression.name})`
    case 'index':
      return `(at ${sketch(expression.source)} ${sketch(expression.key)})`
    case 'splat':
      return `(${expression.style} ${sketch(expression.source)} ${sketch(expression.each)})`
    case 'unary':
      return `(${expression.operator} ${sketch(expression.operand)})`
    case 'binary':
      return `(${expression.operator} ${sketch(expression.left)} ${sketch(expression.right)})`
    case 'conditional':
      return `(? ${sketch(expression.condition)} ${sketch(expression.then)} ${sketch(expression.otherwise)})`
    case 'call':
      return `(${[expression.name, ...expression.args.map(sketch)].join(' ')}${expression.expandLast ? '...' : ''})`
    case 'for':
      return sketchFor(expression)
    case 'parentheses':
      return `(${sketch(expression.inner)})`
    case 'missing':
      return '<missing>'
  }
}

function sketchFor(expression: Expression & { readonly node: 'for' }): string {
  const names =
    expression.keyName === undefined ? expression.valueName : `${expression.keyName},${expression.valueName}`
  const key = expression.key === undefined ? '' : `${sketch(expression.key)} => `
  const condition = expression.condition === undefined ? '' : ` if ${sketch(expression.condition)}`
  const value = `${sketch(expression.value)}${expression.group ? '...' : ''}`
  return `(for ${expression.result} ${names} in ${sketch(expression.collection)}: ${key}${value}${condition})`
}

function sketchParts(parts: readonly TemplatePart[]): string {
  return parts.map(sketchPart).join('|')
}

function sketchPart(part: TemplatePart): string {
  switch (part.part) {
    case 'text':
      return JSON.stringify(part.text)
    case 'interpolation':
      return sketch(part.expression)
    case 'if':
      return `(if ${sketch(part.condition)} <${sketchParts(part.then)}> <${sketchParts(part.otherwise)}>)`
    case 'for': {
      const names = part.keyName === undefined ? part.valueName : `${part.keyName},${part.valueName}`
      return `(for ${names} in ${sketch(part.collection)} <${sketchParts(part.body)}>)`
    }
  }
}
