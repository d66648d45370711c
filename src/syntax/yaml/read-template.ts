import type { Scalar } from 'yaml'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Position, SourceRange } from '../../model/source-range.ts'
import type { Expression } from '../expression.ts'
import { parseTemplate } from '../hcl/parse-template.ts'
import type { Source } from '../hcl/source.ts'
import { scalarOffsets } from './scalar-offsets.ts'

interface Place {
  readonly source: Source
  readonly range: SourceRange
  readonly diagnostics: Diagnostic[]
}

/** The text of a scalar as a template, with ranges in the file whatever quotes, escapes and line folding it went through. */
export function readTemplate(scalar: Scalar.Parsed, text: string, place: Place): Expression {
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
