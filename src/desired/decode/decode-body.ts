import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { BlockField, Field, Fields, FieldValue, FieldValues } from '../../model/fields.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Attribute, Block, Body } from '../../syntax/document.ts'
import type { Expression } from '../../syntax/expression.ts'
import { DUPLICATE_BLOCK, MISSING_ARGUMENT, MISSING_BLOCK } from '../body/diagnostics.ts'
import { readBody, type ReadBody } from '../body/read-body.ts'
import { holdsSensitive } from '../evaluate/make-value.ts'
import { valueFromPlain } from '../evaluate/plain-value.ts'
import type { Value } from '../evaluate/value.ts'
import { decodeField } from './decode-field.ts'
import type { ReferenceResolver } from './decode-type.ts'
import { locate } from './locate.ts'
import type { Problem } from './problem.ts'

/** What decoding needs of its surroundings. */
export interface DecodeContext {
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
  /** Names besides the fields, read by somebody else: `for_each`, `lifecycle`. */
  readonly others: { readonly attributes: readonly string[]; readonly blocks: readonly string[] }
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
export function decodeBody(site: BodySite, context: DecodeContext): DecodedBody {
  const { fields, others, owner } = site
  const names = Object.keys(fields)
  let complete = true
  const report = (diagnostic: Diagnostic): void => {
    complete &&= diagnostic.severity !== 'error'
    context.report(diagnostic)
  }
  const schema = {
    attributes: [...names.filter((name) => fields[name]?.kind === 'field'), ...others.attributes],
    blocks: [...names.filter((name) => fields[name]?.kind === 'block'), ...others.blocks],
  }
  const read = readBody(site.body, schema, { language: context.language, owner, report })
  const values: { [name: string]: FieldValue } = {}
  const ranges: { [path: string]: SourceRange } = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = field.kind === 'field' ? readField(name, field) : readBlocks(name, field)
    if (value !== undefined) values[name] = value
  }
  return { values, ranges, complete, read }

  function readField(name: string, field: Field): FieldValue | undefined {
    const attribute = read.attributes.get(name)
    const value = attribute === undefined ? undefined : context.evaluate(attribute.value)
    if (attribute === undefined || value === undefined || value.type === 'null')
      return readAbsent(name, field, attribute)
    ranges[site.prefix + name] = attribute.value.range
    if (field.sensitive === true || holdsSensitive(value)) context.hide(attribute.value)
    return decode({ name, field, value, expression: attribute.value })
  }

  function readAbsent(name: string, field: Field, attribute: Attribute | undefined): FieldValue | undefined {
    if (field.default !== undefined) return decode({ name, field, value: valueFromPlain(field.default) })
    if (field.required !== true || attribute?.value.node === 'missing') return undefined
    const given = attribute === undefined ? 'is not given' : 'is null, which counts as not given'
    const detail = `The argument "${name}" is required for ${owner} and ${given}. ${field.doc}`
    report(diagnose(MISSING_ARGUMENT, { detail, range: attribute?.value.range ?? site.header }))
    return undefined
  }

  function decode(given: {
    readonly name: string
    readonly field: Field
    readonly value: Value
    readonly expression?: Expression
  }): FieldValue | undefined {
    const { name, field, value, expression } = given
    const references = context.references(expression?.range ?? site.header)
    const result = decodeField(value, field, { name, references })
    if (result.outcome === 'value') return result.value
    complete = false
    if (result.outcome === 'problems') result.problems.forEach((problem) => reportProblem(problem, expression))
    return undefined
  }

  function reportProblem({ code, detail, path, suggestion }: Problem, expression: Expression | undefined): void {
    const range = expression === undefined ? site.header : locate(expression, path)
    const fix = suggestion === undefined ? {} : { fix: { range, newText: suggestion } }
    report(diagnose(code, { detail, range, ...fix }))
  }

  function readBlocks(name: string, field: BlockField): FieldValue | undefined {
    const blocks = read.blocks.get(name) ?? []
    const [first, second] = blocks
    if (first === undefined) {
      if (field.required === true && !read.blocks.has(name)) reportMissingBlock(name, field)
      return undefined
    }
    if (field.list === true) return blocks.map((block, index) => readBlock(`${name}.${index}`, block, field))
    if (second !== undefined) reportDuplicate(second, first)
    return readBlock(name, first, field)
  }

  function readBlock(name: string, block: Block, field: BlockField): FieldValues {
    const path = site.prefix + name
    const inner = { body: block.body, fields: field.fields, owner: `"${block.type}"`, header: block.headerRange }
    const result = decodeBody({ ...inner, prefix: `${path}.`, others: NONE }, context)
    ranges[path] = block.headerRange
    Object.assign(ranges, result.ranges)
    complete &&= result.complete
    return result.values
  }

  function reportMissingBlock(name: string, field: BlockField): void {
    const detail = `${owner} needs a block "${name}". ${field.doc}`
    report(diagnose(MISSING_BLOCK, { detail, range: site.header }))
  }

  function reportDuplicate(block: Block, first: Block): void {
    const detail = `${owner} takes only one block "${block.type}". Put the arguments of both into one.`
    const related = [{ message: 'First block', range: first.headerRange }]
    report(diagnose(DUPLICATE_BLOCK, { detail, range: block.headerRange, related }))
  }
}
