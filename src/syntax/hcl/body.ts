import type { Attribute, Block, Body } from '../document.ts'
import { missingAt } from '../expression.ts'
import { isForgotten } from './block.ts'
import { indentation, isFirstOnLine } from './characters.ts'
import { parseItem } from './item.ts'
import type { Enclosure, Parser } from './parser.ts'
import { skipLine } from './skip.ts'
import { INVALID_ITEM, INVALID_ONE_LINE_BLOCK, MISSING_LINE_BREAK, UNEXPECTED_CLOSER } from './structure-codes.ts'
import { isCloser } from './token.ts'
import { describeToken, failUnexpected } from './unexpected.ts'

/**
 * Arguments and blocks up to the closing brace of `enclosure`, which stays the current token, or to the end of the file.
 *
 *     File         = Body end
 *     Body         = { Item newline }
 *     OneLineBody  = [ Attribute ]         on the line of the opening brace
 *     Item         = Attribute | Block
 */
export function parseBodyItems(parser: Parser, enclosure: Enclosure | undefined): Body['items'] {
  const items: (Attribute | Block)[] = []
  if (enclosure !== undefined && !parser.is('newline')) items.push(...parseOneLineItems(parser, enclosure))
  while (!endsBody(parser, enclosure)) {
    if (parser.accept('newline')) continue
    const { start } = parser.scanner
    const item = parseItemOrFail(parser, enclosure)
    parser.itemEnd = parser.scanner.previousEnd
    if (item !== undefined) {
      const { panicking } = parser
      if (!panicking) endItem(parser, enclosure)
      items.push(parser.panicking && !panicking ? withoutValue(item) : item)
    }
    if (parser.panicking) skipLine(parser, start)
    parser.open.length = 0
  }
  return items
}

function endsBody(parser: Parser, enclosure: Enclosure | undefined): boolean {
  if (parser.is('end')) return true
  if (enclosure === undefined) return false
  return parser.is('}') || isForgotten(parser, enclosure)
}

/** An argument or a block, or a diagnostic about what was found instead. */
function parseItemOrFail(parser: Parser, enclosure: Enclosure | undefined): Attribute | Block | undefined {
  if (parser.is('identifier') || parser.is('quote')) return parseItem(parser, enclosure)
  if (isCloser(parser.scanner.kind)) return reportCloser(parser)
  const expected = 'An argument (name = value) or a block (type "label" { … }) was expected'
  failUnexpected(parser, `${expected}, but found ${describeToken(parser)}.`, INVALID_ITEM)
  return undefined
}

function reportCloser(parser: Parser): undefined {
  const { start, end } = parser.scanner
  const detail = `This ${describeToken(parser)} closes nothing: no bracket or block is open here. Remove it, or look for one that was closed too early.`
  parser.report(UNEXPECTED_CLOSER, { start, end, detail, fix: parser.replace(start, end, '') })
  parser.scanner.advance()
}

/** Expects the line break after an argument or a block; one with a forgotten bracket may have consumed it already. */
function endItem(parser: Parser, enclosure: Enclosure | undefined): void {
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
  const detail = 'The closing brace of a block that spans several lines must be on a line of its own.'
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
  const detail = `${describeToken(parser)} begins another argument or block, which needs its own line.`
  parser.report(MISSING_LINE_BREAK, { start, end, detail, fix: parser.replace(previousEnd, start, lineBreak(parser)) })
}

function lineBreak(parser: Parser): string {
  return `\n${' '.repeat(indentation(parser.scanner.text, parser.scanner.start))}`
}

/** What stands on the line of the opening brace: one argument at most. The rest is read too, with one diagnostic for all of it. */
function parseOneLineItems(parser: Parser, enclosure: Enclosure): readonly (Attribute | Block)[] {
  const items: (Attribute | Block)[] = []
  const brace = parser.scanner.previousStart
  const reported = parser.diagnostics.length
  while (!endsLine(parser)) {
    const { start } = parser.scanner
    const item = parseItemOrFail(parser, enclosure)
    const isFirst = parser.diagnostics.length === reported
    if (item !== undefined && isFirst && !parser.panicking) checkItem(parser, item, { start, count: items.length + 1 })
    const { panicking } = parser
    endOneLineItem(parser)
    if (item !== undefined) items.push(parser.panicking && !panicking ? withoutValue(item) : item)
    if (parser.panicking) skipLine(parser, start)
    parser.open.length = 0
  }
  if (parser.is('newline') && items.length > 0 && parser.diagnostics.length === reported)
    reportLineBreak(parser, brace, items.length)
  return items
}

function endsLine(parser: Parser): boolean {
  return parser.is('}') || parser.is('newline') || parser.is('end')
}

function checkItem(parser: Parser, item: Attribute | Block, at: { start: number; count: number }): void {
  const mistake = { start: at.start, end: parser.scanner.previousEnd }
  if (item.node === 'block') {
    const detail = `A one-line block cannot contain another block ("${item.type}"). Break the line after the opening brace and before the closing one.`
    parser.report(INVALID_ONE_LINE_BLOCK, { ...mistake, detail })
  } else if (at.count > 1) {
    const detail = `A one-line block holds at most one argument, and "${item.name}" is another one. Put each argument on its own line.`
    parser.report(INVALID_ONE_LINE_BLOCK, { ...mistake, detail })
  }
}

function endOneLineItem(parser: Parser): void {
  if (!parser.panicking && isDelimiter(parser)) passDelimiter(parser)
  else if (!parser.panicking && !endsLine(parser) && !parser.is('identifier')) {
    failUnexpected(parser, `The closing brace of the block was expected, but found ${describeToken(parser)}.`)
  }
}

/** Between two items it needs no diagnostic of its own: the second item gets one. */
function passDelimiter(parser: Parser): void {
  const { start, end } = parser.scanner
  const found = describeToken(parser)
  parser.scanner.advance()
  if (!endsLine(parser)) return
  const detail = `After the argument of a one-line block the closing brace was expected, but found ${found}.`
  parser.report(INVALID_ONE_LINE_BLOCK, { start, end, detail, fix: parser.replace(start, end, '') })
}

function reportLineBreak(parser: Parser, brace: number, count: number): void {
  const detail =
    'The text after the opening brace makes this a one-line block, but the closing brace is not on the same line. Break the line after the opening brace.'
  const fix = count === 1 ? { fix: parser.replace(brace + 1, brace + 1, '\n') } : {}
  parser.report(INVALID_ONE_LINE_BLOCK, { start: brace, end: brace + 1, detail, ...fix })
}

/** Whether the current token is a comma or a semicolon, which other languages put between arguments. */
function isDelimiter(parser: Parser): boolean {
  return parser.is(',') || (parser.is('invalid') && parser.scanner.word() === ';')
}

/** The item without its value, used when the text after the value shows that the value was not meant. */
function withoutValue(item: Attribute | Block): Attribute | Block {
  return item.node === 'attribute' ? { ...item, value: missingAt(item.value) } : item
}
