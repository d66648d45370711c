import type { Document } from '../document.ts'
import type { Source } from './source.ts'
import { parseBodyItems } from './body.ts'
import { GRAMMAR } from './grammar.ts'
import { Parser } from './parser.ts'
import { createSource } from './source.ts'

/**
 * Reads a file of HCL native syntax. Never throws: mistakes are diagnostics, one for each, and what could be read around
 * them is in the body. `file` is the name shown to the user.
 */
export function parseHcl(file: string, text: string): Document {
  const source = createSource(file, text)
  const straight = parseSource(source, false)
  if (!straight.endedEarly) return straight.document
  const guided = parseSource(source, true).document
  return guided.diagnostics.length <= straight.document.diagnostics.length ? guided : straight.document
}

interface Parsed {
  readonly document: Document
  /** A bracket or block was still open at the end: a second pass, guided by indentation, may find where it should have been closed. */
  readonly endedEarly: boolean
}

function parseSource(source: Source, guided: boolean): Parsed {
  const parser = new Parser(source, { grammar: GRAMMAR, guided, endName: 'the end of the file' })
  parser.scanner.advance()
  const items = parseBodyItems(parser, undefined)
  const { file, text } = source
  const { comments } = parser.scanner
  const diagnostics = parser.inOrder()
  const body = { items, range: source.range(0, text.length) }
  return { document: { file, language: 'hcl', text, body, comments, diagnostics }, endedEarly: parser.endedEarly }
}
