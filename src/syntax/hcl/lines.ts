import { DOLLAR, lineEnd, OPEN_BRACE, PERCENT } from './characters.ts'
import { INVALID_CHARACTER } from './lexical-codes.ts'
import type { Parser } from './parser.ts'
import { parseSequence, type Piece, type TextPiece } from './sequence.ts'

/** Collects the pieces of a template of several lines, one text piece a line at most, until `isEnd` or the end of the text; returns where it ended. */
export function readLines(parser: Parser, from: number, isEnd: (offset: number) => boolean): TemplateLines {
  const pieces: Piece[] = []
  let offset = from
  while (offset < parser.scanner.text.length && !isEnd(offset)) offset = readPiece(parser, offset, pieces)
  return { pieces, end: offset }
}

interface TemplateLines {
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

/** Literal text as it is collected: stretches of the source with the text of escapes between them. */
export class LiteralText {
  readonly #source: string
  #text = ''
  #copied: number

  constructor(source: string, start: number) {
    this.#source = source
    this.#copied = start
  }

  /** Puts `text` in place of the source between `start` and `end`. */
  replace(start: number, end: number, text: string): void {
    this.#text += this.#source.slice(this.#copied, start) + text
    this.#copied = end
  }

  finish(end: number): string {
    return this.#text + this.#source.slice(this.#copied, end)
  }
}

/** At a `$` or `%`: where the literal continues, or nothing where a template sequence begins. `$${` is a literal `${`. */
export function passMarker(source: string, offset: number, literal: LiteralText): number | undefined {
  const marker = source.charCodeAt(offset)
  let end = offset + 1
  while (source.charCodeAt(end) === marker) end++
  if (source.charCodeAt(end) !== OPEN_BRACE) return end
  if (end === offset + 1) return undefined
  literal.replace(end - 1, end, '')
  return end + 1
}

export function isMarker(code: number): boolean {
  return code === DOLLAR || code === PERCENT
}

/** A CR that is not part of a line break is invisible in most editors, so the value would differ from what is seen. */
export function reportLoneReturn(parser: Parser, start: number): void {
  const detail =
    'Text cannot contain a carriage return (U+000D) without a line feed. Remove it, or write it as "\\r" in a string in double quotes.'
  parser.report(INVALID_CHARACTER, { start, end: start + 1, detail, fix: parser.replace(start, start + 1, '') })
}

const LEADING = /^\p{White_Space}+/u
const TRAILING = /\p{White_Space}+$/u

/** Applies strip markers to the text pieces next to them: in a heredoc a piece is a line, so no more than that is stripped. */
export function stripPieces(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece, index) => {
    if (piece.piece !== 'text') return piece
    return stripText(piece, pieces[index - 1], pieces[index + 1])
  })
}

function stripText(piece: TextPiece, before: Piece | undefined, after: Piece | undefined): TextPiece {
  let { text } = piece
  if (before?.piece === 'sequence' && before.stripAfter) text = text.replace(LEADING, '')
  if (after?.piece === 'sequence' && after.stripBefore) text = text.replace(TRAILING, '')
  return text === piece.text ? piece : { ...piece, text }
}
