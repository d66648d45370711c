import type { DiagnosticCode } from '../../model/diagnostic.ts'
import type { Expression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { describeToken } from './describe-token.ts'
import { failUnexpected } from './fail-unexpected.ts'

export interface ForIntro {
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
}

/** `for key, value in collection`, of an expression or of a directive; the current token is the word `for`. */
export function parseForIntro(parser: Parser, declared: DiagnosticCode): ForIntro {
  parser.scanner.advance()
  const first = parseName(parser, declared)
  const second = !parser.panicking && parser.accept(',') ? parseName(parser, declared) : undefined
  if (!parser.panicking && !parser.isWord('in')) failMissingIn(parser, declared)
  if (!parser.panicking) parser.scanner.advance()
  const collection = parser.panicking ? parser.missing() : parser.expression()
  return second === undefined
    ? { keyName: undefined, valueName: first, collection }
    : { keyName: first, valueName: second, collection }
}

function parseName(parser: Parser, declared: DiagnosticCode): string {
  if (parser.panicking) return ''
  const name = parser.scanner.word()
  if (parser.accept('identifier')) return name
  failUnexpected(
    parser,
    `After "for" the name of a variable was expected, but found ${describeToken(parser)}. An element or key named "for" must be written in double quotes.`,
    declared,
  )
  return ''
}

function failMissingIn(parser: Parser, declared: DiagnosticCode): void {
  const found = describeToken(parser)
  failUnexpected(
    parser,
    `After its variables a "for" needs the word "in" and a collection, but found ${found}.`,
    declared,
  )
}
