import type { Parser } from './parser.ts'
import { isFirstOnLine } from './characters.ts'

/** Words of expressions that may begin a line and be followed by a name. */
const WORDS: ReadonlySet<string> = new Set(['if', 'in', 'for'])

/** Whether the current token looks like the beginning of an argument or a block: a name at the start of its line, followed by what no expression allows there. */
export function startsItem(parser: Parser): boolean {
  const { scanner } = parser
  if (scanner.kind !== 'identifier' || !isFirstOnLine(scanner.text, scanner.start)) return false
  const next = scanner.peek()
  if (next === '=') return true
  return (next === '{' || next === 'quote' || next === 'identifier') && !WORDS.has(scanner.word())
}
