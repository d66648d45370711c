import type { Block } from '../document.ts'
import type { BlockHeader } from './block-header.ts'
import type { Enclosure, Parser } from './parser.ts'
import { indentation, lineEnd } from './characters.ts'
import { isForgotten } from './forgotten-brace.ts'
import { BLOCKS_TOO_DEEP, UNCLOSED_BLOCK } from './structure-codes.ts'

const MAX_DEPTH = 100

/** The block of that header; the current token is its opening brace. */
export function parseBlock(parser: Parser, outer: Enclosure | undefined, header: BlockHeader): Block | undefined {
  const depth = (outer?.depth ?? 0) + 1
  const enclosure = { headerStart: header.start, headerEnd: header.end, depth }
  if (depth > MAX_DEPTH) return failDepth(parser, enclosure)
  const bodyStart = parser.scanner.end
  parser.itemEnd = bodyStart
  parser.scanner.advance()
  const items = parser.bodyItems(enclosure)
  const ends = closeBlock(parser, enclosure)
  const { source } = parser
  return {
    node: 'block',
    type: header.type,
    typeRange: source.range(header.start, header.typeEnd),
    labels: header.labels,
    headerRange: source.range(header.start, header.end),
    body: { items, range: source.range(bodyStart, ends.body) },
    range: source.range(header.start, ends.block),
  }
}

interface Ends {
  readonly body: number
  readonly block: number
}

/** Takes the closing brace, or tells that it is missing. */
function closeBlock(parser: Parser, enclosure: Enclosure): Ends {
  const { start, end } = parser.scanner
  if (!parser.is('}') || isForgotten(parser, enclosure)) return failUnclosed(parser, enclosure)
  parser.scanner.advance()
  return { body: start, block: end }
}

/** At the end of the file one complaint is enough, about the innermost that is open. */
function failUnclosed(parser: Parser, enclosure: Enclosure): Ends {
  const { headerStart: start, headerEnd: end } = enclosure
  const { itemEnd, source } = parser
  const isTold = parser.is('end') && parser.endedEarly
  if (parser.is('end')) parser.endedEarly = true
  if (isTold) return { body: itemEnd, block: itemEnd }
  const insertion = lineEnd(source.text, itemEnd)
  const brace = `\n${' '.repeat(indentation(source.text, start))}}`
  const detail = `This block is opened but never closed. Add a line with "}", probably after line ${source.position(itemEnd).line}.`
  parser.report(UNCLOSED_BLOCK, { start, end, detail, fix: parser.replace(insertion, insertion, brace) })
  return { body: itemEnd, block: itemEnd }
}

function failDepth(parser: Parser, enclosure: Enclosure): undefined {
  const { headerStart: start, headerEnd: end } = enclosure
  parser.fail(BLOCKS_TOO_DEEP, { start, end, detail: `Blocks may be nested at most ${MAX_DEPTH} levels deep.` })
}
