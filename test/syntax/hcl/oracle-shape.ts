import type { Body, Document } from '../../../src/syntax/document.ts'
import type { Expression, ObjectItem, TemplateExpression, TemplatePart } from '../../../src/syntax/expression.ts'
import type { SourceRange } from '../../../src/model/source-range.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

/** Our tree in the shape in which the oracle gives its own: literals as values, everything else as the source in `${…}`. */
export function toOracleShape(document: Document): unknown {
  const bytes = Buffer.from(document.text)
  return new Shape((range) => bytes.subarray(range.start.byte, range.end.byte).toString()).body(document.body)
}

class Shape {
  readonly #source: (range: SourceRange) => string

  constructor(source: (range: SourceRange) => string) {
    this.#source = source
  }

  body(body: Body): JsonObject {
    const shape: JsonObject = {}
    for (const item of body.items) {
      if (item.node === 'attribute') shape[item.name] = this.value(item.value)
      else {
        const names = [item.type, ...item.labels.map((label) => label.text)]
        const list = nested(shape, names)
        list.push(this.body(item.body))
      }
    }
    return shape
  }

  value(expression: Expression): Json {
    switch (expression.node) {
      case 'literal':
        return expression.value
      case 'unary':
        return this.#unary(expression)
      case 'template':
        return this.#template(expression)
      case 'tuple':
        return expression.items.map((item) => this.value(item))
      case 'object':
        return Object.fromEntries(expression.items.map((item) => [this.#key(item), this.value(item.value)]))
      default:
        return this.#wrapped(expression)
    }
  }

  #unary(expression: Expression & { readonly node: 'unary' }): Json {
    const { operand, operator } = expression
    if (operand.node !== 'literal') return this.#wrapped(expression)
    if (operator === '-' && typeof operand.value === 'number') return -operand.value
    if (operator === '!' && typeof operand.value === 'boolean') return !operand.value
    return this.#wrapped(expression)
  }

  #template(template: TemplateExpression): Json {
    const [part] = template.parts
    if (template.parts.length === 1 && part?.part === 'interpolation') return this.value(part.expression)
    return this.#parts(template.parts)
  }

  #parts(parts: readonly TemplatePart[]): string {
    return parts.map((part) => this.#part(part)).join('')
  }

  #part(part: TemplatePart): string {
    switch (part.part) {
      case 'text':
        return part.text
      case 'interpolation':
        return this.#text(part.expression)
      case 'if':
        return condition(this.#source(part.condition.range), this.#parts(part.then), this.#parts(part.otherwise))
      case 'for': {
        const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`
        return `%{for ${names} in ${this.#source(part.collection.range)}}${this.#parts(part.body)}%{endfor}`
      }
    }
  }

  #text(expression: Expression): string {
    switch (expression.node) {
      case 'literal':
        return String(expression.value)
      case 'template':
        return this.#parts(expression.parts)
      case 'conditional':
        return condition(
          this.#source(expression.condition.range),
          this.#text(expression.then),
          this.#text(expression.otherwise),
        )
      default:
        return this.#wrapped(expression)
    }
  }

  #key({ key }: ObjectItem): string {
    return key.node === 'variable' ? this.#source(key.range) : this.#text(key)
  }

  #wrapped(expression: Expression): string {
    return `\${${this.#source(expression.range)}}`
  }
}

function condition(test: string, then: string, otherwise: string): string {
  return `%{if ${test}}${then}${otherwise === '' ? '' : `%{else}${otherwise}`}%{endif}`
}

/** The list at the end of the path of a block's type and labels. */
function nested(shape: JsonObject, names: readonly string[]): Json[] {
  let place = shape
  for (const name of names.slice(0, -1)) {
    const inner = place[name] ?? {}
    place[name] = inner
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return []
    place = inner
  }
  const last = names.at(-1) ?? ''
  const list = place[last] ?? []
  place[last] = list
  return Array.isArray(list) ? list : []
}
