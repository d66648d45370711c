import type { Scalar } from 'yaml'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Expression } from '../expression.ts'
import type { Source } from '../hcl/source.ts'
import { INEXACT_NUMBER } from './diagnostics.ts'
import { readTemplate } from './read-template.ts'

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
    'This number cannot be kept exactly: it is infinite, no number, or a whole one beyond 9007199254740991. Put it in quotes if it is an identifier rather than a quantity.'
  diagnostics.push(diagnose(INEXACT_NUMBER, { detail, range }))
  return { node: 'missing', range }
}

interface Place {
  readonly source: Source
  readonly range: SourceRange
  readonly diagnostics: Diagnostic[]
}

function readText(scalar: Scalar.Parsed, text: string, { source, range, diagnostics }: Place): Expression {
  if (!/[$%]\{/.test(text)) {
    const parts = text === '' ? [] : [{ part: 'text', text, range } as const]
    return { node: 'template', style: 'yaml', parts, range }
  }
  return readTemplate(scalar, text, { source, range, diagnostics })
}
