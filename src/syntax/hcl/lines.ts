import type { Parser } from './parser.ts'
import type { Piece } from './pieces.ts'
import { lineEnd } from './characters.ts'
import { LiteralText, isMarker, passMarker } from './literal-text.ts'
import { parseSequence } from './sequence.ts'

/** Collects the pieces of a template of several lines, one text piece a line at most, until `isEnd` or the end of the text; gives where it ended. */
export function readLines(parser: Parser, from: number, isEnd: (offset: number) => boolean): TemplateLines {
  const pieces: Piece[] = []
  let offset = from
  while (offset < parser.scanner.text.length && !isEnd(offset)) offset = readPiece(parser, offset, pieces)
  return { pieces, end: offset }
}

export interface TemplateLines {
  readonly pieces: readonly Piece[]
  readonly end: number
}

function readPiece(parser: Parser, offset: number, pieces: Piece[]): number {
  const { text } = parser.scanner
  const literal = readLine(text, offset)
  if (literal.end > offset) {
    pieces.push({ piece: 'text', text: literal.text, start: offset, end: literal.end })
    return literal.end
  }
  const sequence = parseSequence(parser, offset)
  pieces.push(sequence)
  if (!parser.panicking) return sequence.end
  parser.panicking = false
  return Math.max(sequence.end, lineEnd(text, offset))
}

/** Literal text up to and with the line break, or up to a template sequence. */
function readLine(text: string, start: number): { readonly text: string; readonly end: number } {
  const literal = new LiteralText(text, start)
  const limit = lineLimit(text, start)
  let offset = start
  while (offset < limit) {
    if (!isMarker(text.charCodeAt(offset))) offset++
    else {
      const passed = passMarker(text, offset, literal)
      if (passed === undefined) break
      offset = passed
    }
  }
  return { text: literal.finish(offset), end: offset }
}

function lineLimit(text: string, start: number): number {
  const found = text.indexOf('\n', start)
  return found === -1 ? text.length : found + 1
}
