import type { TemplateExpression } from '../expression.ts'
import type { Parser } from './parser.ts'
import type { Piece } from './pieces.ts'
import { BACKSLASH, NEWLINE, OPEN_BRACE, QUOTE, RETURN, lineEnd, trimmedLineEnd } from './characters.ts'
import { readEscape } from './escape.ts'
import { UNCLOSED_STRING } from './lexical-codes.ts'
import { LiteralText, isMarker, passMarker } from './literal-text.ts'
import { reportLoneReturn } from './lone-return.ts'
import { parseSequence } from './sequence.ts'
import { stripPieces } from './strip.ts'
import { buildParts } from './template-tree.ts'

/** The string in double quotes whose opening quote is the current token. */
export function parseQuoted(parser: Parser): TemplateExpression {
  const { start, end: from, text } = parser.scanner
  const plain = plainEnd(text, from)
  if (plain === undefined) return parseWithSequences(parser, start, from)
  const { source } = parser
  const parts = plain === from ? [] : [textPart(parser, from, plain)]
  parser.scanner.moveTo(plain + 1, start)
  parser.scanner.advance()
  return { node: 'template', style: 'quoted', parts, range: source.range(start, plain + 1) }
}

/** Offset of the closing quote, if nothing but plain characters comes before it. */
function plainEnd(text: string, from: number): number | undefined {
  for (let offset = from; offset < text.length; offset++) {
    const code = text.charCodeAt(offset)
    if (code === QUOTE) return offset
    if (code === BACKSLASH || code === NEWLINE || code === RETURN) return undefined
    if (isMarker(code) && text.charCodeAt(offset + 1) === OPEN_BRACE) return undefined
  }
  return undefined
}

function textPart(parser: Parser, start: number, end: number): TemplateExpression['parts'][number] {
  return { part: 'text', text: parser.scanner.text.slice(start, end), range: parser.source.range(start, end) }
}

function parseWithSequences(parser: Parser, start: number, from: number): TemplateExpression {
  const { scanner } = parser
  const { newlines } = scanner
  const pieces: Piece[] = []
  const told = parser.diagnostics.length
  let end = readPieces(parser, from, pieces)
  if (!parser.panicking) {
    if (scanner.text.charCodeAt(end) === QUOTE) end++
    else {
      parser.diagnostics.length = told
      failUnclosed(parser, start)
    }
  }
  if (parser.panicking) end = lineEnd(scanner.text, end)
  scanner.moveTo(end, start)
  scanner.newlines = newlines
  scanner.advance()
  const parts = buildParts(parser, stripPieces(pieces))
  return { node: 'template', style: 'quoted', parts, range: parser.source.range(start, end) }
}

/** Collects the pieces of the string and gives the offset of its closing quote, or of where it cannot be read on. */
function readPieces(parser: Parser, from: number, pieces: Piece[]): number {
  let offset = from
  for (;;) {
    const literal = readLiteral(parser, offset)
    if (literal.end > offset) pieces.push({ piece: 'text', text: literal.text, start: offset, end: literal.end })
    offset = literal.end
    if (!isMarker(parser.scanner.text.charCodeAt(offset))) return offset
    const sequence = parseSequence(parser, offset)
    pieces.push(sequence)
    offset = sequence.end
    if (parser.panicking) return offset
  }
}

function readLiteral(parser: Parser, start: number): { readonly text: string; readonly end: number } {
  const { text } = parser.scanner
  const literal = new LiteralText(text, start)
  const limit = lineEnd(text, start)
  let offset = start
  while (offset < limit && text.charCodeAt(offset) !== QUOTE) {
    const code = text.charCodeAt(offset)
    if (code === BACKSLASH) {
      const escape = readEscape(parser, offset)
      literal.replace(offset, escape.end, escape.text)
      offset = escape.end
    } else if (isMarker(code)) {
      const passed = passMarker(text, offset, literal)
      if (passed === undefined) break
      offset = passed
    } else {
      if (code === RETURN) reportLoneReturn(parser, offset)
      offset++
    }
  }
  return { text: literal.finish(offset), end: offset }
}

function failUnclosed(parser: Parser, start: number): void {
  const { text } = parser.scanner
  const end = trimmedLineEnd(text, start + 1)
  const escaped = text.slice(start, end).endsWith('\\"')
  const detail = escaped
    ? 'This string is not closed on its line: the backslash before the last quote makes that quote part of the text. Write "\\\\" for a backslash.'
    : 'This string is not closed on its line. Add the closing double quote; for text of several lines use a heredoc (<<EOT).'
  const insertion = start + text.slice(start, end).replace(/[\s,]*\{?$/, '').length
  const fix = escaped || insertion <= start + 1 ? {} : { fix: parser.replace(insertion, insertion, '"') }
  parser.fail(UNCLOSED_STRING, { start, end, detail, ...fix })
}
