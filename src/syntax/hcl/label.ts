import type { Label } from '../document.ts'
import type { TemplateExpression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { parseForeignString } from './foreign-string.ts'
import { parseQuoted } from './quoted.ts'
import { INVALID_BLOCK_LABEL } from './structure-codes.ts'

/** The label that begins with the current token; nothing where none does. */
export function parseLabel(parser: Parser): Label | undefined {
  const { start, end } = parser.scanner
  const word = parser.scanner.word()
  if (parser.accept('identifier')) return { text: word, quoted: false, range: parser.source.range(start, end) }
  if (parser.is('quote')) return quotedLabel(parser, parseQuoted(parser), start)
  const foreign = parser.is('invalid') ? parseForeignString(parser) : undefined
  return foreign?.node === 'template' ? quotedLabel(parser, foreign, start) : undefined
}

function quotedLabel(parser: Parser, template: TemplateExpression, start: number): Label {
  const { previousEnd: end } = parser.scanner
  if (template.parts.some((part) => part.part !== 'text')) {
    const detail =
      'A label must be plain text: it names what is declared before anything is evaluated. To have "${" in it write "$${".'
    parser.report(INVALID_BLOCK_LABEL, { start, end, detail })
  }
  const text = template.parts.map((part) => (part.part === 'text' ? part.text : '')).join('')
  return { text, quoted: true, range: template.range }
}
