import type { Parser } from './parser.ts'
import type { SequenceContent } from './pieces.ts'
import { closest } from '../../lib/closest.ts'
import { describeToken } from './describe-token.ts'
import { INVALID_DIRECTIVE } from './expression-codes.ts'
import { parseForIntro } from './for-intro.ts'

const KEYWORDS = ['if', 'else', 'endif', 'for', 'endfor'] as const

/** What stands in `%{ … }`. */
export function parseDirective(parser: Parser): SequenceContent {
  const word = parser.scanner.word()
  const keyword = parser.is('identifier') ? KEYWORDS.find((name) => name === word) : undefined
  if (keyword === undefined) return failKeyword(parser)
  if (keyword === 'for') return { says: 'for', intro: parseForIntro(parser, INVALID_DIRECTIVE) }
  parser.scanner.advance()
  if (keyword === 'if') return { says: 'if', condition: parser.expression() }
  return { says: keyword }
}

function failKeyword(parser: Parser): SequenceContent {
  const { start, end } = parser.scanner
  const found = describeToken(parser)
  const near = parser.is('identifier') ? closest(parser.scanner.word(), KEYWORDS) : undefined
  const advice = near === undefined ? '' : ` Did you mean "${near}"?`
  const fix = near === undefined ? {} : { fix: parser.replace(start, end, near) }
  const detail = `A directive begins with "if", "else", "endif", "for" or "endfor", but found ${found}.${advice} For "%{" as text write "%%{".`
  parser.fail(INVALID_DIRECTIVE, { start, end, detail, ...fix })
  return { says: 'interpolation', expression: parser.missing() }
}
