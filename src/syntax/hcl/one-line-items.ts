import type { Attribute, Block } from '../document.ts'
import type { Enclosure, Parser } from './parser.ts'
import { isDelimiter } from './delimiter.ts'
import { describeToken } from './describe-token.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { parseItemOrFail } from './item-or-fail.ts'
import { skipLine } from './skip.ts'
import { withoutValue } from './without-value.ts'
import { INVALID_ONE_LINE_BLOCK } from './structure-codes.ts'

/** What stands on the line of the opening brace: one argument at most. The rest is read too, with one complaint about all of it. */
export function parseOneLineItems(parser: Parser, enclosure: Enclosure): readonly (Attribute | Block)[] {
  const items: (Attribute | Block)[] = []
  const brace = parser.scanner.previousStart
  const told = parser.diagnostics.length
  while (!endsLine(parser)) {
    const { start } = parser.scanner
    const item = parseItemOrFail(parser, enclosure)
    const isFirst = parser.diagnostics.length === told
    if (item !== undefined && isFirst && !parser.panicking) checkItem(parser, item, { start, count: items.length + 1 })
    const { panicking } = parser
    endItem(parser)
    if (item !== undefined) items.push(parser.panicking && !panicking ? withoutValue(item) : item)
    if (parser.panicking) skipLine(parser, start)
    parser.open.length = 0
  }
  if (parser.is('newline') && items.length > 0 && parser.diagnostics.length === told)
    reportLineBreak(parser, brace, items.length)
  return items
}

function endsLine(parser: Parser): boolean {
  return parser.is('}') || parser.is('newline') || parser.is('end')
}

function checkItem(parser: Parser, item: Attribute | Block, at: { start: number; count: number }): void {
  const complaint = { start: at.start, end: parser.scanner.previousEnd }
  if (item.node === 'block') {
    const detail = `A block on a single line cannot contain another block ("${item.type}"). Break the line after the opening brace and before the closing one.`
    parser.report(INVALID_ONE_LINE_BLOCK, { ...complaint, detail })
  } else if (at.count > 1) {
    const detail = `A block on a single line holds at most one argument, and "${item.name}" is another one. Put each argument on its own line.`
    parser.report(INVALID_ONE_LINE_BLOCK, { ...complaint, detail })
  }
}

function endItem(parser: Parser): void {
  if (!parser.panicking && isDelimiter(parser)) passDelimiter(parser)
  else if (!parser.panicking && !endsLine(parser) && !parser.is('identifier')) {
    failUnexpected(parser, `The closing brace of the block was expected, but found ${describeToken(parser)}.`)
  }
}

/** Between two items it needs no complaint of its own: the second item gets one. */
function passDelimiter(parser: Parser): void {
  const { start, end } = parser.scanner
  const found = describeToken(parser)
  parser.scanner.advance()
  if (!endsLine(parser)) return
  const detail = `After the argument of a block on a single line comes the closing brace, but found ${found}.`
  parser.report(INVALID_ONE_LINE_BLOCK, { start, end, detail, fix: parser.replace(start, end, '') })
}

function reportLineBreak(parser: Parser, brace: number, count: number): void {
  const detail =
    'What follows the opening brace on its line makes this a block of a single line, but the closing brace is not on it. Break the line after the opening brace.'
  const fix = count === 1 ? { fix: parser.replace(brace + 1, brace + 1, '\n') } : {}
  parser.report(INVALID_ONE_LINE_BLOCK, { start: brace, end: brace + 1, detail, ...fix })
}
