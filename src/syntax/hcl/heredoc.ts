import type { Expression } from '../expression.ts'
import { lineEnd, trimmedLineEnd } from './characters.ts'
import { type HeredocExtent, heredocExtent } from './extents.ts'
import { INVALID_HEREDOC, UNCLOSED_HEREDOC } from './lexical-codes.ts'
import { readLines, reportLoneReturn, stripPieces } from './lines.ts'
import type { Parser } from './parser.ts'
import type { Piece } from './sequence.ts'
import { buildParts } from './template-tree.ts'

/**
 * The heredoc whose `<<` is the current token. With `<<-` the common indentation is removed.
 *
 *     Heredoc = ( "<<" | "<<-" ) marker newline { character | Sequence } newline marker
 */
export function parseHeredoc(parser: Parser): Expression {
  const { scanner } = parser
  const { start, newlines, text } = scanner
  const extent = heredocExtent(text, start)
  if (extent === undefined) return failIntroduction(parser)
  if (!extent.wellFormed) reportIntroduction(parser, extent)
  if (extent.closed !== 'properly') reportUnclosed(parser, extent, start)
  const reported = parser.diagnostics.length
  const lines = readLines(parser, extent.bodyStart, (offset) => closingEnd(text, offset, extent) !== undefined)
  const close = closingEnd(text, lines.end, extent)
  if (close === undefined && extent.closed === 'properly') reportUnclosed(parser, extent, start)
  const end = close ?? lines.end
  const lone = text.slice(extent.bodyStart, end).search(/\r(?!\n)/)
  if (lone !== -1) reportLoneReturn(parser, extent.bodyStart + lone)
  if (extent.closed === 'never') parser.diagnostics.length = reported
  scanner.moveTo(end, start)
  scanner.newlines = newlines
  scanner.advance()
  if (extent.closed === 'loosely' && parser.open.length === 0) parser.panicking = true
  const stripped = stripPieces(lines.pieces)
  const parts = buildParts(parser, extent.indented ? unindentPieces(stripped) : stripped)
  const style = extent.indented ? 'indented-heredoc' : 'heredoc'
  return { node: 'template', style, parts, range: parser.source.range(start, end) }
}

/** Offset after the closing marker, if its line begins at `offset`. */
function closingEnd(text: string, offset: number, extent: HeredocExtent): number | undefined {
  if (extent.closed === 'never') return undefined
  if (offset !== extent.bodyStart && text.charAt(offset - 1) !== '\n') return undefined
  if (extent.closed === 'loosely') return lineEnd(text, offset) >= extent.end ? extent.end : undefined
  const line = text.slice(offset, lineEnd(text, offset))
  return line.trim() === extent.marker ? offset + line.trimEnd().length : undefined
}

function failIntroduction(parser: Parser): Expression {
  const { start, text } = parser.scanner
  const missing = parser.missing()
  const detail =
    'After "<<" the marker of a heredoc was expected: a plain name directly followed by the line break, as in <<EOT.'
  parser.fail(INVALID_HEREDOC, { start, end: trimmedLineEnd(text, start), detail })
  return missing
}

function reportIntroduction(parser: Parser, extent: HeredocExtent): void {
  const { start, text } = parser.scanner
  const end = lineEnd(text, start)
  const proper = `<<${extent.indented ? '-' : ''}${extent.marker}`
  const detail = `The introduction of a heredoc holds only "<<" and its marker, without quotes or spaces: ${proper}`
  parser.report(INVALID_HEREDOC, { start, end, detail, fix: parser.replace(start, end, proper) })
}

function reportUnclosed(parser: Parser, extent: HeredocExtent, start: number): void {
  const { text } = parser.scanner
  const end = trimmedLineEnd(text, start)
  const { line } = parser.source.position(extent.end)
  const advice =
    extent.closed !== 'loosely'
      ? ''
      : ` Line ${line} begins with it, but something else follows there: move that to the next line.`
  const detail = `No line holds the marker "${extent.marker}" alone, so this heredoc does not end.${advice}`
  parser.report(UNCLOSED_HEREDOC, { start, end, detail })
}

const BLANKS = /^\p{White_Space}*/u

/**
 * Takes from each line of an indented heredoc the blanks that all of them begin with. Lines of nothing but blanks do
 * not count and keep theirs; a line that begins with a template sequence has none.
 */
function unindentPieces(pieces: readonly Piece[]): readonly Piece[] {
  const lines = lineBeginnings(pieces)
  const common = Math.min(...lines.map((line) => line.blanks))
  if (lines.length === 0 || common === 0) return pieces
  const counted = new Set(lines.map((line) => line.index))
  return pieces.map((piece, index) =>
    piece.piece === 'text' && counted.has(index) ? { ...piece, text: piece.text.slice(common) } : piece,
  )
}

interface LineBeginning {
  readonly index: number
  readonly blanks: number
}

function lineBeginnings(pieces: readonly Piece[]): readonly LineBeginning[] {
  const found: LineBeginning[] = []
  let begins = true
  for (const [index, piece] of pieces.entries()) {
    const text = piece.piece === 'text' ? piece.text : ''
    const blanks = BLANKS.exec(text)?.[0].length ?? 0
    const isBlankLine = text.endsWith('\n') && blanks === text.length
    if (begins && !isBlankLine) found.push({ index, blanks })
    begins = text.endsWith('\n')
  }
  return found
}
