import type { Parser } from './parser.ts'

/** Whether the current token is a comma or a semicolon, which other languages put between arguments. */
export function isDelimiter(parser: Parser): boolean {
  return parser.is(',') || (parser.is('invalid') && parser.scanner.word() === ';')
}
