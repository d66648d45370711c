import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { BlockField, Field, Fields, FieldValue, FieldValues } from '../../model/fields.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Attribute, Block, Body } from '../../syntax/document.ts'
import type { Expression } from '../../syntax/expression.ts'
import { DUPLICATE_BLOCK, MISSING_ARGUMENT, MISSING_BLOCK } from '../body/diagnostics.ts'
import { readBody, type BodySchema, type ReadBody } from '../body/read-body.ts'
import { holdsSensitive } from '../evaluate/make-value.ts'
import { valueFromPlain } from '../evaluate/plain-value.ts'
import type { Value } from '../evaluate/value.ts'
import { decodeField } from './decode-field.ts'
import type { ReferenceResolver } from './decode-type.ts'
import { locate } from './locate.ts'

/** What decoding needs besides the body and its fields. */
export interface DecodeDeps {
  readonly language: 'hcl' | 'yaml'
  readonly evaluate: (expression: Expression) => Value
  /** `place` is the whole value, for the edge of the graph. */
  readonly references: (place: SourceRange) => ReferenceResolver
  readonly report: (diagnostic: Diagnostic) => void
  /** The expression holds a secret: what is literally written in it must not be shown. */
  readonly hide: (expression: Expression) => void
}

/** A body to decode: its schema and where it stands. */
export interface BodySite {
  readonly body: Body
  readonly fields: Fields
  /** `batch_exporter "events"`, `kafka`: for messages. */
  readonly owner: string
  readonly header: SourceRange
  /** Dotted path of the body, with a dot at its end; empty at the top. */
  readonly prefix: string
  /** Names besides the fields, which another reader handles: `for_each`, `lifecycle`. */
  readonly others: { readonly attributes: readonly string[]; readonly blocks: readonly string[] }
  /** The body as a whole says how to log in: every field of it may be secret. */
  readonly credentials?: boolean
}

export interface DecodedBody {
  readonly values: FieldValues
  readonly ranges: { readonly [path: string]: SourceRange }
  /** False where a mistake left something out. */
  readonly complete: boolean
  /** What the body holds besides the fields. */
  readonly read: ReadBody
}

const NONE = { attributes: [], blocks: [] } as const

/** The values of a body by the declared fields: checked, normalized, defaults filled in. Reports every mistake once. */
export function decodeBody(site: BodySite, context: DecodeDeps): DecodedBody {
  return new BodyDecoder(site, context).decode()
}

/** One body on its way through; everything it reports as an error leaves it incomplete. */
class BodyDecoder {
  readonly #site: BodySite
  readonly #context: DecodeDeps
  readonly #read: ReadBody
  readonly #ranges: { [path: string]: SourceRange } = {}
  #complete = true

  constructor(site: BodySite, context: DecodeDeps) {
    this.#site = site
    this.#context = context
    const place = { language: context.language, owner: site.owner, report: this.#report }
    this.#read = readBody(site.body, schemaOf(site), place)
    this.#hideMisspelledSecrets()
  }

  /** What was meant for a secret field is a secret, though its name is misspelled. */
  #hideMisspelledSecrets(): void {
    const { body, fields } = this.#site
    const secrets = Object.entries(fields).flatMap(([name, field]) => (isSecret(field) ? [name] : []))
    for (const item of body.items) {
      if (item.node !== 'attribute' || fields[item.name] !== undefined) continue
      if (closest(item.name, secrets) !== undefined) this.#context.hide(item.value)
    }
  }

  decode(): DecodedBody {
    const values: { [name: string]: FieldValue } = {}
    for (const [name, field] of Object.entries(this.#site.fields)) {
      const value = field.kind === 'field' ? this.#field(name, field) : this.#blocks(name, field)
      if (value !== undefined) values[name] = value
    }
    return { values, ranges: this.#ranges, complete: this.#complete, read: this.#read }
  }

  readonly #report = (diagnostic: Diagnostic): void => {
    this.#complete &&= diagnostic.severity !== 'error'
    this.#context.report(diagnostic)
  }

  #field(name: string, field: Field): FieldValue | undefined {
    const attribute = this.#read.attributes.get(name)
    const value = attribute === undefined ? undefined : this.#context.evaluate(attribute.value)
    if (attribute === undefined || value === undefined || value.type === 'null') {
      return this.#absentField(name, field, attribute)
    }
    const expression = attribute.value
    this.#ranges[this.#site.prefix + name] = expression.range
    if (field.sensitive === true || holdsSensitive(value)) this.#context.hide(expression)
    return this.#value({ name, field, expression }, value)
  }

  #absentField(name: string, field: Field, attribute: Attribute | undefined): FieldValue | undefined {
    if (field.default !== undefined) return this.#value({ name, field }, valueFromPlain(field.default))
    if (field.required !== true || this.#read.meant.has(name)) return undefined
    const given = attribute === undefined ? 'is not given' : 'is null, which counts as not given'
    const detail = `The argument "${name}" is required for ${this.#site.owner} and ${given}. ${field.doc}`
    this.#report(diagnose(MISSING_ARGUMENT, { detail, range: attribute?.value.range ?? this.#site.header }))
    return undefined
  }

  #value({ name, field, expression }: WrittenField, value: Value): FieldValue | undefined {
    const place = expression?.range ?? this.#site.header
    const credentials = this.#site.credentials === true || field.credentials === true
    const result = decodeField(value, field, { name, credentials, references: this.#context.references(place) })
    if (result.outcome === 'value') return result.value
    this.#complete = false
    const problems = result.outcome === 'problems' ? result.problems : []
    for (const { code, detail, path, suggestion } of problems) {
      const range = expression === undefined ? place : locate(expression, path)
      const fix = suggestion === undefined ? {} : { fix: { range, newText: suggestion } }
      this.#report(diagnose(code, { detail, range, ...fix }))
    }
    return undefined
  }

  #blocks(name: string, field: BlockField): FieldValue | undefined {
    const blocks = this.#read.blocks.get(name) ?? []
    const [first, second] = blocks
    if (field.list === true && blocks.length > 0) {
      return blocks.map((block, index) => this.#block(`${name}.${index}`, block, field))
    }
    if (second !== undefined && first !== undefined) this.#reportSecond(second, first)
    if (first !== undefined) return this.#block(name, first, field)
    if (field.required !== true || this.#read.blocks.has(name) || this.#read.meant.has(name)) return undefined
    const detail = `${this.#site.owner} needs a block "${name}". ${field.doc}`
    this.#report(diagnose(MISSING_BLOCK, { detail, range: this.#site.header }))
    return undefined
  }

  #block(name: string, { body, type, headerRange }: Block, field: BlockField): FieldValues {
    const path = this.#site.prefix + name
    const { fields } = field
    const credentials = this.#site.credentials === true || field.credentials === true
    const site = {
      body,
      fields,
      credentials,
      owner: `"${type}"`,
      header: headerRange,
      prefix: `${path}.`,
      others: NONE,
    }
    const result = decodeBody(site, this.#context)
    this.#ranges[path] = headerRange
    Object.assign(this.#ranges, result.ranges)
    this.#complete &&= result.complete
    return result.values
  }

  #reportSecond(block: Block, first: Block): void {
    const detail = `${this.#site.owner} takes only one block "${block.type}". Put the arguments of both into one.`
    const related = [{ message: 'First block', range: first.headerRange }]
    this.#report(diagnose(DUPLICATE_BLOCK, { detail, range: block.headerRange, related }))
  }
}

function isSecret(field: Field | BlockField): boolean {
  return field.kind === 'field' && field.sensitive === true
}

interface WrittenField {
  readonly name: string
  readonly field: Field
  /** Absent for a default. */
  readonly expression?: Expression
}

function schemaOf({ fields, others }: BodySite): BodySchema {
  const named = (kind: 'field' | 'block'): readonly string[] =>
    Object.entries(fields).flatMap(([name, field]) => (field.kind === kind ? [name] : []))
  return { attributes: [...named('field'), ...others.attributes], blocks: [...named('block'), ...others.blocks] }
}
