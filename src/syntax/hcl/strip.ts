import type { Piece, TextPiece } from './pieces.ts'

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
