import type { Enclosure, Parser } from './parser.ts'
import { indentation, isFirstOnLine } from './characters.ts'
import { isDelimiter } from './delimiter.ts'
import { describeToken } from './describe-token.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { MISSING_LINE_BREAK, UNEXPECTED_CLOSER } from './structure-codes.ts'

/** Expects the line break after an argument or a block; one with a forgotten bracket may have taken it already. */
export function endItem(parser: Parser, enclosure: Enclosure | undefined): void {
  const { kind, start, text } = parser.scanner
  if (isFirstOnLine(text, start)) return
  switch (kind) {
    case 'newline':
    case 'end':
      return
    case '}':
      return enclosure === undefined ? undefined : reportBrace(parser, enclosure)
    case ')':
    case ']':
      return failCloser(parser)
    default:
      if (isDelimiter(parser)) reportDelimiter(parser)
      else if (startsAnother(parser)) reportAnother(parser)
      else failUnexpected(parser, `The value ends here, and ${describeToken(parser)} does not belong to it.`)
  }
}

function reportBrace(parser: Parser, enclosure: Enclosure): void {
  const { start, end, previousEnd, text } = parser.scanner
  const detail = 'The closing brace of a block of several lines must stand on a line of its own.'
  const fix = parser.replace(previousEnd, start, `\n${' '.repeat(indentation(text, enclosure.headerStart))}`)
  parser.report(MISSING_LINE_BREAK, { start, end, detail, fix })
}

function failCloser(parser: Parser): void {
  const { start, end } = parser.scanner
  const detail = `This ${describeToken(parser)} closes nothing: no such bracket is open here.`
  parser.fail(UNEXPECTED_CLOSER, { start, end, detail, fix: parser.replace(start, end, '') })
}

function reportDelimiter(parser: Parser): void {
  const { start, end } = parser.scanner
  const next = parser.scanner.peek()
  const isLast = next === 'newline' || next === 'end' || next === '}'
  const detail = `Arguments are separated by line breaks, not by ${describeToken(parser)}.`
  const fix = parser.replace(start, end, isLast ? '' : lineBreak(parser))
  parser.report(MISSING_LINE_BREAK, { start, end, detail, fix })
  parser.scanner.advance()
}

/** Whether another argument or block begins on the same line. */
function startsAnother(parser: Parser): boolean {
  if (!parser.is('identifier')) return false
  const next = parser.scanner.peek()
  return next === '=' || next === '{' || next === 'quote'
}

function reportAnother(parser: Parser): void {
  const { start, end, previousEnd } = parser.scanner
  const detail = `${describeToken(parser)} begins another argument or block, which needs a line of its own.`
  parser.report(MISSING_LINE_BREAK, { start, end, detail, fix: parser.replace(previousEnd, start, lineBreak(parser)) })
}

function lineBreak(parser: Parser): string {
  return `\n${' '.repeat(indentation(parser.scanner.text, parser.scanner.start))}`
}
