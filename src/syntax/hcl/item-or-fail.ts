import type { Attribute, Block } from '../document.ts'
import type { Enclosure, Parser } from './parser.ts'
import { describeToken } from './describe-token.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { parseItem } from './item.ts'
import { INVALID_ITEM, UNEXPECTED_CLOSER } from './structure-codes.ts'
import { isCloser } from './token.ts'

/** An argument or a block, or a complaint about what stands in its place. */
export function parseItemOrFail(parser: Parser, enclosure: Enclosure | undefined): Attribute | Block | undefined {
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
