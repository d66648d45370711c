import type { TemplatePart } from '../expression.ts'
import type { Parser } from './parser.ts'
import type { Piece, SequenceContent, SequencePiece, TextPiece } from './sequence.ts'
import { EXPRESSION_TOO_DEEP, UNBALANCED_DIRECTIVE } from './expression-codes.ts'

const MAX_DEPTH = 100

type OpeningContent = SequenceContent & { readonly says: 'if' | 'for' }

interface Opening extends SequencePiece {
  readonly content: OpeningContent
}

interface Closing extends SequencePiece {
  readonly content: SequenceContent & { readonly says: 'endif' | 'endfor' }
}

/** A directive that is open, and what was found inside it so far. */
interface Frame {
  readonly opening: Opening | undefined
  parts: TemplatePart[]
  /** What stood before `else`. */
  then: TemplatePart[] | undefined
  /** A wrong closing directive was reported, so the missing right one is not reported again. */
  isReported: boolean
}

/**
 * Pairs the directives of a template and joins adjacent texts.
 *
 *     Template = { text | interpolation | If | For }
 *     If       = if Template [ else Template ] endif
 *     For      = for Template endfor
 */
export function buildParts(parser: Parser, pieces: readonly Piece[]): readonly TemplatePart[] {
  if (isTooDeep(parser, pieces)) return []
  const frames: Frame[] = [{ opening: undefined, parts: [], then: undefined, isReported: false }]
  for (const piece of pieces) addPiece(parser, frames, piece)
  while (frames.length > 1) closeUnfinished(parser, frames)
  return innermost(frames).parts
}

function isTooDeep(parser: Parser, pieces: readonly Piece[]): boolean {
  let depth = 0
  for (const piece of pieces) {
    const says = piece.piece === 'text' ? undefined : piece.content.says
    if (says === 'if' || says === 'for') depth++
    else if (says === 'endif' || says === 'endfor') depth--
    if (depth <= MAX_DEPTH) continue
    const detail = `The directives of this template are nested more than ${MAX_DEPTH} levels deep.`
    parser.report(EXPRESSION_TOO_DEEP, { start: piece.start, end: piece.end, detail })
    return true
  }
  return false
}

function addPiece(parser: Parser, frames: Frame[], piece: Piece): void {
  const { parts } = innermost(frames)
  if (piece.piece === 'text') addText(parser, parts, piece)
  else if (piece.content.says === 'interpolation') {
    parts.push({ part: 'interpolation', expression: piece.content.expression, range: rangeOf(parser, piece, piece) })
  } else addDirective(parser, frames, piece)
}

function addDirective(parser: Parser, frames: Frame[], piece: SequencePiece): void {
  const { content } = piece
  switch (content.says) {
    case 'interpolation':
      return
    case 'if':
    case 'for':
      frames.push({ opening: { ...piece, content }, parts: [], then: undefined, isReported: false })
      return
    case 'else':
      return addElse(parser, innermost(frames), piece)
    case 'endif':
    case 'endfor':
      return close(parser, frames, { ...piece, content })
  }
}

function addText(parser: Parser, parts: TemplatePart[], piece: TextPiece): void {
  const last = parts.at(-1)
  const range = rangeOf(parser, piece, piece)
  if (last?.part === 'text') {
    parts[parts.length - 1] = {
      part: 'text',
      text: last.text + piece.text,
      range: { ...range, start: last.range.start },
    }
  } else if (piece.text !== '') parts.push({ part: 'text', text: piece.text, range })
}

function addElse(parser: Parser, frame: Frame, piece: SequencePiece): void {
  if (frame.opening?.content.says !== 'if') {
    return reportPiece(parser, piece, '"else" is outside any "if", or a "for" inside the "if" is still open.')
  }
  if (frame.then !== undefined) return reportPiece(parser, piece, 'This "if" already has an "else".')
  frame.then = frame.parts
  frame.parts = []
}

/** What was opened inside and not closed is closed along with it, after a diagnostic. */
function close(parser: Parser, frames: Frame[], piece: Closing): void {
  const { says } = piece.content
  const opened = innermost(frames).opening?.content.says
  if (opened === undefined) return reportPiece(parser, piece, `"${says}" has no "${says.slice(3)}" before it.`)
  const isOpen = frames.some(({ opening }) => opening !== undefined && `end${opening.content.says}` === says)
  if (!isOpen) {
    reportPiece(parser, piece, `"${says}" cannot close "${opened}": write "end${opened}".`)
    innermost(frames).isReported = true
    return
  }
  while (`end${innermost(frames).opening?.content.says}` !== says) closeUnfinished(parser, frames)
  closeFrame(parser, frames, piece)
}

/** Puts the finished directive into the one around it. */
function closeFrame(parser: Parser, frames: Frame[], end: Piece): void {
  const { opening, parts, then } = innermost(frames)
  if (opening === undefined) return
  frames.pop()
  const range = rangeOf(parser, opening, end)
  innermost(frames).parts.push(finish(opening.content, { parts, then, range }))
}

interface Finished {
  readonly parts: readonly TemplatePart[]
  readonly then: readonly TemplatePart[] | undefined
  readonly range: TemplatePart['range']
}

function finish(content: OpeningContent, { parts, then, range }: Finished): TemplatePart {
  if (content.says === 'for') return { part: 'for', ...content.intro, body: parts, range }
  const { condition } = content
  return then === undefined
    ? { part: 'if', condition, then: parts, otherwise: [], range }
    : { part: 'if', condition, then, otherwise: parts, range }
}

function closeUnfinished(parser: Parser, frames: Frame[]): void {
  const { opening, isReported } = innermost(frames)
  if (opening === undefined) return
  const { says } = opening.content
  if (!isReported)
    reportPiece(parser, opening, `This "${says}" has no "%{ end${says} }" before the end of the template.`)
  closeFrame(parser, frames, opening)
}

function reportPiece(parser: Parser, piece: Piece, detail: string): void {
  parser.report(UNBALANCED_DIRECTIVE, { start: piece.start, end: piece.end, detail })
}

function rangeOf(parser: Parser, first: Piece, last: Piece): TemplatePart['range'] {
  return parser.source.range(first.start, last.end)
}

function innermost(frames: readonly Frame[]): Frame {
  return frames.at(-1) ?? { opening: undefined, parts: [], then: undefined, isReported: false }
}
