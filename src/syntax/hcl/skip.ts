import type { Parser } from './parser.ts'
import type { Closer, TokenKind } from './token.ts'
import { isFirstOnLine, lineEnd } from './characters.ts'
import { heredocExtent, stringEnd } from './extents.ts'
import { CLOSER_OF, isCloser, isOpener } from './token.ts'

export interface SkipTarget {
  readonly closer: Closer
  readonly separators: readonly TokenKind[]
  /** Whether the current token belongs to what is around the bracket. */
  readonly isBeyond: () => boolean
}

/** Skips tokens, over whole nested brackets, until the closer, a separator, or what cannot belong to the bracket. */
export function skipBracketed(parser: Parser, target: SkipTarget): void {
  const open: Closer[] = []
  let braces = 0
  for (; !parser.is('end'); skipToken(parser)) {
    const { kind } = parser.scanner
    if (open.length === 0 && (kind === target.closer || target.separators.includes(kind) || isCloser(kind))) return
    if (braces === 0 && target.isBeyond()) return
    if (isOpener(kind)) open.push(CLOSER_OF[kind])
    else if (isCloser(kind) && open.pop() !== kind) return
    if (kind === '{') braces++
    else if (kind === '}') braces--
  }
}

/**
 * Skips the rest of a broken argument or block: to the end of the line, or to the closing brace of the body around it.
 * A brace that ends a line opens something that is
 * skipped whole. Nothing is skipped where the current token begins a line after that of `itemStart`.
 */
export function skipLine(parser: Parser, itemStart: number): void {
  const { scanner } = parser
  parser.panicking = false
  scanner.newlines = true
  if (scanner.start !== itemStart && isFirstOnLine(scanner.text, scanner.start)) return
  scanner.moveTo(scanner.previousEnd)
  scanner.advance()
  let [open, overLines] = [0, 0]
  for (; !parser.is('end'); skipToken(parser)) {
    if (parser.is('newline')) {
      overLines = scanner.text.charAt(scanner.previousEnd - 1) === '{' ? open : Math.min(open, overLines)
      open = overLines
    }
    if (open === 0 && (parser.is('newline') || parser.is('}'))) break
    if (parser.is('{')) open++
    else if (parser.is('}')) open--
  }
}

/** Moves past the current token; strings and heredocs are skipped whole. */
function skipToken(parser: Parser): void {
  const { scanner } = parser
  if (scanner.kind === 'quote') scanner.moveTo(stringEnd(scanner.text, scanner.end))
  else if (scanner.kind === 'heredoc') scanner.moveTo(heredocEnd(scanner.text, scanner.start))
  scanner.advance()
}

function heredocEnd(text: string, start: number): number {
  return heredocExtent(text, start)?.end ?? lineEnd(text, start)
}
