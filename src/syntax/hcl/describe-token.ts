import type { Parser } from './parser.ts'

/** The current token in words for a message; what strings contain is never repeated. */
export function describeToken(parser: Parser): string {
  switch (parser.scanner.kind) {
    case 'end':
      return parser.endName
    case 'newline':
      return 'the end of the line'
    case 'quote':
      return 'a string'
    case 'heredoc':
      return 'a heredoc'
    default:
      return `"${parser.scanner.word()}"`
  }
}
