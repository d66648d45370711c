import type { Expression, TemplateExpression } from '../expression.ts'
import { BACKSLASH, lineEnd, NEWLINE, OPEN_BRACE, QUOTE, RETURN, trimmedLineEnd } from './characters.ts'
import { INVALID_ESCAPE, INVALID_QUOTATION_MARK, UNCLOSED_STRING } from './lexical-codes.ts'
import { isMarker, LiteralText, passMarker, reportLoneReturn, stripPieces } from './lines.ts'
import type { Parser } from './parser.ts'
import { parseSequence, type Piece } from './sequence.ts'
import { buildParts } from './template-tree.ts'

/**
 * The string in double quotes whose opening quote is the current token.
 *
 *     Quoted = '"' { character | escape | Sequence } '"'    on one line
 *     escape = "\\" ( "n" | "r" | "t" | '"' | "\\" | "u" 4 hex | "U" 8 hex )
 */
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
  const reported = parser.diagnostics.length
  let end = readPieces(parser, from, pieces)
  if (!parser.panicking) {
    if (scanner.text.charCodeAt(end) === QUOTE) end++
    else {
      parser.diagnostics.length = reported
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

/** Collects the pieces of the string and returns the offset of its closing quote, or of where it cannot be read on. */
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
    : 'This string is not closed on its line. Add the closing double quote; for text with several lines use a heredoc (<<EOT).'
  const insertion = start + text.slice(start, end).replace(/[\s,]*\{?$/, '').length
  const fix = escaped || insertion <= start + 1 ? {} : { fix: parser.replace(insertion, insertion, '"') }
  parser.fail(UNCLOSED_STRING, { start, end, detail, ...fix })
}

interface Escape {
  readonly text: string
  readonly end: number
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
])

const CODE = /u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}/y

/** The escape sequence whose backslash stands at `start`; an invalid one is reported and stands for itself. */
function readEscape(parser: Parser, start: number): Escape {
  const { text } = parser.scanner
  const simple = SIMPLE.get(text.charAt(start + 1))
  if (simple !== undefined) return { text: simple, end: start + 2 }
  CODE.lastIndex = start + 1
  const code = CODE.exec(text)?.[0]
  if (code === undefined) return failEscape(parser, start)
  const end = start + 1 + code.length
  const point = Number.parseInt(code.slice(1), 16)
  if (point <= 0x10_ff_ff && (point < 0xd8_00 || point > 0xdf_ff)) return { text: String.fromCodePoint(point), end }
  const detail = `"\\${code}" does not name a Unicode character. Characters beyond U+FFFF are written \\U with eight digits, not as two surrogates.`
  parser.report(INVALID_ESCAPE, { start, end, detail })
  return { text: '\u{FFFD}', end }
}

function failEscape(parser: Parser, start: number): Escape {
  const { text } = parser.scanner
  if (start + 1 >= lineEnd(text, start)) return { text: '', end: start + 1 }
  const end = start + 1 + ((text.codePointAt(start + 1) ?? 0) > 0xff_ff ? 2 : 1)
  const raw = text.slice(start, end)
  const digits =
    raw === '\\u' ? ' It needs four hexadecimal digits.' : raw === '\\U' ? ' It needs eight hexadecimal digits.' : ''
  const detail = `"${raw}" is not an escape sequence.${digits} For a literal backslash write "\\\\".`
  parser.report(INVALID_ESCAPE, { start, end, detail, fix: parser.replace(start, start, '\\') })
  return { text: raw, end }
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['”', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['’', '’'],
  ['«', '»'],
])

/** A string between quotation marks that the language does not have: reported, and read as if it had them. Nothing where the current token is not such a mark. */
export function parseForeignString(parser: Parser): Expression | undefined {
  const { start, end, text } = parser.scanner
  const mark = parser.scanner.word()
  const closing = CLOSING.get(mark)
  if (closing === undefined) return undefined
  const detail = `The mark ${mark} does not begin a string. Strings are written between straight double quotes (").`
  const found = text.indexOf(closing, end)
  if (found === -1 || found >= lineEnd(text, start)) {
    const missing = parser.missing()
    parser.fail(INVALID_QUOTATION_MARK, { start, end, detail })
    return missing
  }
  parser.report(INVALID_QUOTATION_MARK, { start, end: found + 1, detail })
  parser.scanner.moveTo(found + 1, start)
  parser.scanner.advance()
  const part = { part: 'text', text: text.slice(end, found), range: parser.source.range(end, found) } as const
  return { node: 'template', style: 'quoted', parts: [part], range: parser.source.range(start, found + 1) }
}
