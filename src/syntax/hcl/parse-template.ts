import type { ParsedExpression } from './parse-expression.ts'
import type { Origin } from './source.ts'
import { GRAMMAR } from './grammar.ts'
import { readLines, stripPieces } from './lines.ts'
import { Parser } from './parser.ts'
import { createSource } from './source.ts'
import { buildParts } from './template-tree.ts'

/**
 * Reads the text of a string of another language (a YAML scalar) as a template: `${…}`, `%{…}`, strip markers and
 * `$${`, no backslash escapes. `origin` is the place of the first character in the file, or maps each offset (UTF-16
 * units, up to and with the length of the text) to its place where the two do not run in parallel.
 */
export function parseTemplate(file: string, text: string, origin: Origin): ParsedExpression {
  const options = { grammar: GRAMMAR, guided: false, endName: 'the end of the string' }
  const parser = new Parser(createSource(file, text, origin), options)
  const { pieces } = readLines(parser, 0, () => false)
  const parts = buildParts(parser, stripPieces(pieces))
  const range = parser.source.range(0, text.length)
  const expression = { node: 'template', style: 'yaml', parts, range } as const
  return { expression, diagnostics: parser.inOrder() }
}
