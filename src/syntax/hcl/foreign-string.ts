import type { Expression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { lineEnd } from './characters.ts'
import { INVALID_QUOTATION_MARK } from './lexical-codes.ts'

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['”', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['’', '’'],
  ['«', '»'],
])

/** A string between quotation marks that are none to the language: reported, and read as if they were. Nothing where the current token is no such mark. */
export function parseForeignString(parser: Parser): Expression | undefined {
  const { start, end, text } = parser.scanner
  const mark = parser.scanner.word()
  const closing = CLOSING.get(mark)
  if (closing === undefined) return undefined
  const detail = `The mark ${mark} does not begin a string. Strings are written between straight double quotes (").`
  const found = text.indexOf(closing, end)
  if (found === -1 || found >= lineEnd(text, start)) {
    const missing = parser.missing()
    parser.fail(INVALID_QUOTATION_MARK, { start, end, detail })
    return missing
  }
  parser.report(INVALID_QUOTATION_MARK, { start, end: found + 1, detail })
  parser.scanner.moveTo(found + 1, start)
  parser.scanner.advance()
  const part = { part: 'text', text: text.slice(end, found), range: parser.source.range(end, found) } as const
  return { node: 'template', style: 'quoted', parts: [part], range: parser.source.range(start, found + 1) }
}
