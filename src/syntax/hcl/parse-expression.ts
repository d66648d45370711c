import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Expression } from '../expression.ts'
import { describeToken, failUnexpected } from './unexpected.ts'
import { GRAMMAR } from './grammar.ts'
import { Parser } from './parser.ts'
import { createSource } from './source.ts'

export interface ParsedExpression {
  readonly expression: Expression
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a lone expression, such as the value of `--var` or a line of the console; line breaks in it are blanks. */
export function parseExpression(file: string, text: string): ParsedExpression {
  const options = { grammar: GRAMMAR, guided: false, endName: 'the end of the expression' }
  const parser = new Parser(createSource(file, text), options)
  parser.scanner.newlines = false
  parser.scanner.advance()
  const expression = parser.expression()
  if (!parser.panicking && !parser.is('end')) {
    failUnexpected(parser, `The expression ends here, and ${describeToken(parser)} does not belong to it.`)
  }
  return { expression, diagnostics: parser.inOrder() }
}
