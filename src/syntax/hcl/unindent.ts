import type { Piece } from './pieces.ts'

const BLANKS = /^\p{White_Space}*/u

/**
 * Takes from each line of an indented heredoc the blanks that all of them begin with. Lines of nothing but blanks do
 * not count and keep theirs; a line that begins with a template sequence has none.
 */
export function unindentPieces(pieces: readonly Piece[]): readonly Piece[] {
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
