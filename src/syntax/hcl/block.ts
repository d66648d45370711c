import type { Block } from '../document.ts'
import type { BlockHeader } from './block-header.ts'
import type { Enclosure, Parser } from './parser.ts'
import { isForgotten } from './forgotten-brace.ts'
import { BLOCKS_TOO_DEEP, UNCLOSED_BLOCK } from './structure-codes.ts'

const MAX_DEPTH = 100

/** The block of that header; the current token is its opening brace. */
export function parseBlock(parser: Parser, outer: Enclosure | undefined, header: BlockHeader): Block | undefined {
  const depth = (outer?.depth ?? 0) + 1
  const enclosure = { headerStart: header.start, headerEnd: header.end, depth }
  if (depth > MAX_DEPTH) return failDepth(parser, enclosure)
  const bodyStart = parser.scanner.end
  parser.scanner.advance()
  const items = parser.bodyItems(enclosure)
  const bodyEnd = closeBlock(parser, enclosure)
  const { source } = parser
  return {
    node: 'block',
    type: header.type,
    typeRange: source.range(header.start, header.typeEnd),
    labels: header.labels,
    headerRange: source.range(header.start, header.end),
    body: { items, range: source.range(bodyStart, bodyEnd) },
    range: parser.from(header.start),
  }
}

/** Takes the closing brace, or tells that it is missing; gives where the body ends. */
function closeBlock(parser: Parser, enclosure: Enclosure): number {
  const { start, previousEnd } = parser.scanner
  if (parser.is('}') && !isForgotten(parser, enclosure)) {
    parser.scanner.advance()
    return start
  }
  const isEnd = parser.is('end')
  if (isEnd) parser.endedEarly = true
  const place = isEnd ? 'before the end of the file' : `after line ${parser.source.position(previousEnd).line}`
  const detail = `This block is opened but never closed: add a line with "}" ${place}.`
  parser.report(UNCLOSED_BLOCK, { start: enclosure.headerStart, end: enclosure.headerEnd, detail })
  return previousEnd
}

function failDepth(parser: Parser, enclosure: Enclosure): undefined {
  const { headerStart: start, headerEnd: end } = enclosure
  parser.fail(BLOCKS_TOO_DEEP, { start, end, detail: `Blocks may be nested at most ${MAX_DEPTH} levels deep.` })
}
