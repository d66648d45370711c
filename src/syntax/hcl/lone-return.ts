import type { Parser } from './parser.ts'
import { INVALID_CHARACTER } from './lexical-codes.ts'

/** A CR that belongs to no line break would vanish in most editors, and the value would not be what it looks like. */
export function reportLoneReturn(parser: Parser, start: number): void {
  const detail =
    'Text cannot contain a carriage return (U+000D) alone. Remove it, or write it as "\\r" in a string in double quotes.'
  parser.report(INVALID_CHARACTER, { start, end: start + 1, detail, fix: parser.replace(start, start + 1, '') })
}
