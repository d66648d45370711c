import type { Attribute, Block, Body } from '../document.ts'
import type { Enclosure, Parser } from './parser.ts'
import { isForgotten } from './forgotten-brace.ts'
import { parseItemOrFail } from './item-or-fail.ts'
import { endItem } from './item-end.ts'
import { parseOneLineItems } from './one-line-items.ts'
import { withoutValue } from './without-value.ts'
import { skipLine } from './skip.ts'

/** Arguments and blocks up to the closing brace of `enclosure`, which is left, or to the end of the file. */
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
