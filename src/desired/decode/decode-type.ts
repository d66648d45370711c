import { parseBytes } from '../../lib/bytes.ts'
import { formatDuration, parseDuration } from '../../lib/duration.ts'
import { type Address, formatAddress, type ResourceKind } from '../../model/address.ts'
import type { Field, FieldType, FieldValue } from '../../model/fields.ts'
import type { Plain } from '../../model/plain.ts'
import { Secret } from '../../model/secret.ts'
import { formatNumber, toBool, toNumber, toText } from '../evaluate/convert-value.ts'
import { describeType } from '../evaluate/describe-type.ts'
import type { Value } from '../evaluate/value.ts'
import { decoded, type Decoded, type Problem, refused } from './decoded.ts'
import { INVALID_DURATION, INVALID_SIZE, WRONG_TYPE } from './diagnostics.ts'
import { boundsSentence, expectedType } from './expected-type.ts'

/** Finds the resource that a reference field names: a reference, or text with a bare label. */
export type ReferenceResolver = (value: Value, to: ResourceKind) => Decoded<Address>

interface TypeSite {
  readonly name: string
  readonly references: ReferenceResolver
  /** The value must not be quoted in messages. */
  readonly hidden: boolean
  readonly field: Field
}

/** A value as its field's type wants it, converted as HCL does; sensitive parts of collections become secrets. */
export function decodeType(value: Value, type: FieldType, site: TypeSite): Decoded<FieldValue> {
  if (value.type === 'unknown') return { outcome: 'unknown' }
  switch (type.type) {
    case 'string':
    case 'path':
      return convert(toText(value), value, { type, site })
    case 'number':
      return convert(toNumber(value), value, { type, site })
    case 'integer':
      return convert(wholeNumber(value), value, { type, site })
    case 'boolean':
      return decodeBoolean(value, site)
    case 'duration':
      return decodeDuration(value, site)
    case 'bytes':
      return decodeBytes(value, site)
    case 'reference':
      return addressText(site.references(value, type.to))
    case 'list':
      if (value.type !== 'list' && value.type !== 'set') return wrongType(value, type, site)
      return decodeItems(value.items, type.of, site)
    case 'map':
      return value.type === 'object' ? decodeEntries(value.entries, type.of, site) : wrongType(value, type, site)
  }
}

interface Conversion {
  readonly type: FieldType
  readonly site: TypeSite
}

function convert(
  converted: string | number | boolean | undefined,
  value: Value,
  { type, site }: Conversion,
): Decoded<FieldValue> {
  return converted === undefined ? wrongType(value, type, site) : decoded(converted)
}

/** What YAML 1.1 took for a boolean is text today. */
const OLD_BOOLEANS: ReadonlyMap<string, string> = new Map([
  ['yes', 'true'],
  ['on', 'true'],
  ['no', 'false'],
  ['off', 'false'],
])

function decodeBoolean(value: Value, site: TypeSite): Decoded<FieldValue> {
  const type = { type: 'boolean' } as const
  const meant = value.type === 'string' ? OLD_BOOLEANS.get(value.value.toLowerCase()) : undefined
  if (meant === undefined || site.hidden || value.sensitive) return convert(toBool(value), value, { type, site })
  const detail = `"${site.name}" must be ${expectedType(type)}, given ${givenText(value, site)}. Did you mean ${meant}?`
  return refused({ code: WRONG_TYPE, detail, suggestion: meant })
}

function wholeNumber(value: Value): number | undefined {
  const number = toNumber(value)
  return Number.isSafeInteger(number) ? number : undefined
}

function wrongType(value: Value, type: FieldType, site: TypeSite): Decoded<never> {
  const given = givenText(value, site)
  const wrapped = type.type === 'list' && 'value' in value ? ' Put it in brackets: […].' : ''
  return refused({
    code: WRONG_TYPE,
    detail: `"${site.name}" must be ${expectedType(type)}, given ${given}.${wrapped}`,
  })
}

/** Simple values are shown, where they are not secret: `the string "x"`. */
function givenText(value: Value, site: TypeSite): string {
  const text = site.hidden || value.sensitive ? undefined : writtenText(value)
  return text === undefined ? describeType(value) : `the ${value.type} ${text}`
}

function decodeDuration(value: Value, site: TypeSite): Decoded<FieldValue> {
  const text = toText(value)
  const type = { type: 'duration' } as const
  if (text === undefined || value.type === 'bool') return wrongType(value, type, site)
  const reading = parseDuration(text)
  if (reading.outcome === 'read') return decoded(formatDuration(reading.seconds))
  const what =
    reading.outcome === 'unit-missing'
      ? `"${site.name}" is a duration and needs a unit`
      : `"${site.name}" must be ${expectedType(type)}`
  const shown = site.hidden || value.sensitive ? undefined : writtenText(value)
  const given = shown === undefined ? '' : `, given ${shown}`
  return refused({
    code: INVALID_DURATION,
    detail: sentences(`${what}${given}.`, reading, site),
    ...suggest(reading, value),
  })
}

function decodeBytes(value: Value, site: TypeSite): Decoded<FieldValue> {
  if (value.type === 'number') {
    return value.value >= 0 && Number.isSafeInteger(value.value)
      ? decoded(value.value)
      : wrongType(value, { type: 'bytes' }, site)
  }
  if (value.type !== 'string') return wrongType(value, { type: 'bytes' }, site)
  const reading = parseBytes(value.value)
  if (reading.outcome === 'read') return decoded(reading.bytes)
  const shown = site.hidden || value.sensitive ? undefined : writtenText(value)
  const given = shown === undefined ? '' : `, given ${shown}`
  const what = `"${site.name}" must be ${expectedType({ type: 'bytes' })}${given}.`
  return refused({ code: INVALID_SIZE, detail: sentences(what, reading, site), ...suggest(reading, value) })
}

interface Reading {
  readonly suggestion?: string
}

function sentences(what: string, { suggestion }: Reading, { hidden, field }: TypeSite): string {
  const advice = suggestion === undefined || hidden ? '' : ` Did you mean "${suggestion}"?`
  const bounds = boundsSentence(field)
  return `${what}${advice}${bounds === undefined ? '' : ` ${bounds}`}`
}

function suggest({ suggestion }: Reading, value: Value): { readonly suggestion?: string } {
  return suggestion === undefined || value.sensitive ? {} : { suggestion: JSON.stringify(suggestion) }
}

function addressText(address: Decoded<Address>): Decoded<FieldValue> {
  return address.outcome === 'value' ? decoded(formatAddress(address.value)) : address
}

function decodeItems(items: readonly Value[], type: FieldType, site: TypeSite): Decoded<FieldValue> {
  const parts = items.map((item, index) => decodePart(item, type, { site, key: index }))
  return collect(parts, (values) => values)
}

function decodeEntries(entries: ReadonlyMap<string, Value>, type: FieldType, site: TypeSite): Decoded<FieldValue> {
  const keys = [...entries.keys()]
  const parts = [...entries].map(([key, item]) => decodePart(item, type, { site, key }))
  return collect(parts, (values) => Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null])))
}

interface Part {
  readonly site: TypeSite
  readonly key: string | number
}

/** Inside of a hidden value nothing is wrapped: all of it becomes one secret. */
function decodePart(value: Value, type: FieldType, { site, key }: Part): Decoded<FieldValue> {
  const hidden = site.hidden || value.sensitive
  const result = decodeType(value, type, { ...site, hidden, name: `${site.name}[${JSON.stringify(key)}]` })
  if (result.outcome === 'value' && value.sensitive && !site.hidden) return decoded(new Secret(revealed(result.value)))
  if (result.outcome !== 'problems') return result
  return {
    outcome: 'problems',
    problems: result.problems.map((problem) => ({ ...problem, path: [key, ...problem.path] })),
  }
}

function collect(
  parts: readonly Decoded<FieldValue>[],
  assemble: (values: readonly FieldValue[]) => FieldValue,
): Decoded<FieldValue> {
  const problems = parts.flatMap((part): readonly Problem[] => (part.outcome === 'problems' ? part.problems : []))
  if (problems.length > 0) return { outcome: 'problems', problems }
  if (parts.some((part) => part.outcome === 'unknown')) return { outcome: 'unknown' }
  return decoded(assemble(parts.flatMap((part) => (part.outcome === 'value' ? [part.value] : []))))
}

const LONGEST = 60

/** A simple value as it is written, `"60s"` or `60`; nothing for others and for text too long to quote. */
export function writtenText(value: Value): string | undefined {
  if (value.type === 'number') return formatNumber(value.value)
  if (value.type === 'bool') return String(value.value)
  if (value.type !== 'string' || value.value.length > LONGEST || value.value.includes('\n')) return undefined
  return `"${value.value}"`
}

/** A field's value in clear, for checks of its content and for wrapping all of it into one `Secret`. */
export function revealed(value: FieldValue): Plain {
  if (value instanceof Secret) return value.reveal()
  if (isList(value)) return value.map((item) => revealed(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item)]))
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}
