import type { Scalar } from 'yaml'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Position, SourceRange } from '../../model/source-range.ts'
import type { Expression } from '../expression.ts'
import { parseTemplate } from '../hcl/parse-template.ts'
import type { Source } from '../hcl/source.ts'
import { INEXACT_NUMBER } from './diagnostics.ts'
import { scalarOffsets } from './scalar-offsets.ts'

/** A scalar as an expression: typed by the core schema of YAML 1.2; text with `${` or `%{` in it is a template. */
export function readScalar(scalar: Scalar.Parsed, source: Source, diagnostics: Diagnostic[]): Expression {
  const [start, end] = scalar.range
  const range = source.range(start, start + source.text.slice(start, end).trimEnd().length)
  const { value } = scalar
  if (typeof value === 'string') return readText(scalar, value, { source, range, diagnostics })
  if (typeof value === 'number' || typeof value === 'bigint') return readNumber(value, range, diagnostics)
  return { node: 'literal', value: typeof value === 'boolean' ? value : null, range }
}

function readNumber(value: number | bigint, range: SourceRange, diagnostics: Diagnostic[]): Expression {
  const number = Number(value)
  if (Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))) {
    return { node: 'literal', value: number, range }
  }
  const detail =
    'This number cannot be stored exactly: it is infinite, not a number, or a whole number beyond 9007199254740991. Put it in quotes if it is an identifier rather than a quantity.'
  diagnostics.push(diagnose(INEXACT_NUMBER, { detail, range }))
  return { node: 'missing', range }
}

interface Place {
  readonly source: Source
  readonly range: SourceRange
  readonly diagnostics: Diagnostic[]
}

function readText(scalar: Scalar.Parsed, text: string, place: Place): Expression {
  if (/[$%]\{/.test(text)) return readTemplate(scalar, text, place)
  const { range } = place
  const parts = text === '' ? [] : [{ part: 'text', text, range } as const]
  return { node: 'template', style: 'yaml', parts, range }
}

/** The text of a scalar as a template, with ranges in the file whatever quotes, escapes and line folding it went through. */
function readTemplate(scalar: Scalar.Parsed, text: string, place: Place): Expression {
  const { source, range, diagnostics } = place
  const parsed = parseTemplate(source.file, text, positionsOf(scalar, text, place))
  diagnostics.push(...parsed.diagnostics)
  const { expression } = parsed
  return expression.node === 'template' ? { ...expression, style: 'yaml', range } : expression
}

/** Without a match of raw text and value, everything inside is said to be where the scalar is. */
function positionsOf(scalar: Scalar.Parsed, text: string, { source, range }: Place): (offset: number) => Position {
  const [start, end] = scalar.range
  const raw = source.text.slice(start, end)
  const offsets = scalar.type === undefined || scalar.type === null ? undefined : scalarOffsets(raw, scalar.type, text)
  if (offsets === undefined) return (offset) => (offset < text.length ? range.start : range.end)
  return (offset) => source.position(start + (offsets[offset] ?? raw.length))
}
