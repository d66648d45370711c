import type { Enclosure, Parser } from './parser.ts'
import { indentation, isFirstOnLine } from './characters.ts'

/** Whether indentation tells that the current token no longer belongs to the block, whose closing brace was forgotten. */
export function isForgotten(parser: Parser, enclosure: Enclosure): boolean {
  const { text, start } = parser.scanner
  if (!parser.guided || parser.is('newline') || parser.is('end') || !isFirstOnLine(text, start)) return false
  const outer = indentation(text, enclosure.headerStart)
  const own = indentation(text, start)
  return parser.is('}') ? own < outer : own <= outer
}
