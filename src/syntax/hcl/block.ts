import type { Block, Label } from '../document.ts'
import type { TemplateExpression } from '../expression.ts'
import { indentation, isFirstOnLine, lineEnd, trimmedLineEnd } from './characters.ts'
import type { Enclosure, Parser } from './parser.ts'
import { parseForeignString, parseQuoted } from './quoted.ts'
import { BLOCKS_TOO_DEEP, INVALID_BLOCK_HEADER, INVALID_BLOCK_LABEL, UNCLOSED_BLOCK } from './structure-codes.ts'
import { describeToken, failUnexpected } from './unexpected.ts'

const MAX_DEPTH = 100

/**
 * The block of that header; the current token is its opening brace.
 *
 *     Block       = BlockHeader "{" newline Body "}" | BlockHeader "{" OneLineBody "}"
 *     BlockHeader = identifier { Label }
 *     Label       = identifier | Quoted    without templates
 */
export function parseBlock(parser: Parser, outer: Enclosure | undefined, header: BlockHeader): Block | undefined {
  const depth = (outer?.depth ?? 0) + 1
  const enclosure = { headerStart: header.start, headerEnd: header.end, depth }
  if (depth > MAX_DEPTH) return failDepth(parser, enclosure)
  const bodyStart = parser.scanner.end
  parser.itemEnd = bodyStart
  parser.scanner.advance()
  const items = parser.bodyItems(enclosure)
  const ends = closeBlock(parser, enclosure)
  const { source } = parser
  return {
    node: 'block',
    type: header.type,
    typeRange: source.range(header.start, header.typeEnd),
    labels: header.labels,
    headerRange: source.range(header.start, header.end),
    body: { items, range: source.range(bodyStart, ends.body) },
    range: source.range(header.start, ends.block),
  }
}

interface Ends {
  readonly body: number
  readonly block: number
}

/** Consumes the closing brace, or reports that it is missing. */
function closeBlock(parser: Parser, enclosure: Enclosure): Ends {
  const { start, end } = parser.scanner
  if (!parser.is('}') || isForgotten(parser, enclosure)) return failUnclosed(parser, enclosure)
  parser.scanner.advance()
  return { body: start, block: end }
}

/** At the end of the file one diagnostic is enough, about the innermost open block. */
function failUnclosed(parser: Parser, enclosure: Enclosure): Ends {
  const { headerStart: start, headerEnd: end } = enclosure
  const { itemEnd, source } = parser
  const isReported = parser.is('end') && parser.endedEarly
  if (parser.is('end')) parser.endedEarly = true
  if (isReported) return { body: itemEnd, block: itemEnd }
  const insertion = lineEnd(source.text, itemEnd)
  const brace = `\n${' '.repeat(indentation(source.text, start))}}`
  const detail = `This block is opened but never closed. Add a line with "}", probably after line ${source.position(itemEnd).line}.`
  parser.report(UNCLOSED_BLOCK, { start, end, detail, fix: parser.replace(insertion, insertion, brace) })
  return { body: itemEnd, block: itemEnd }
}

function failDepth(parser: Parser, enclosure: Enclosure): undefined {
  const { headerStart: start, headerEnd: end } = enclosure
  parser.fail(BLOCKS_TOO_DEEP, { start, end, detail: `Blocks may be nested at most ${MAX_DEPTH} levels deep.` })
}

interface BlockHeader {
  readonly type: string
  readonly start: number
  /** End of the type. */
  readonly typeEnd: number
  /** End of the last label. */
  readonly end: number
  readonly labels: readonly Label[]
}

interface BlockType {
  readonly name: string
  readonly start: number
  readonly end: number
}

/**
 * The labels up to the opening brace, which is then the current token. Gives `'argument'` where it is not a header but an
 * argument without its equals sign, nothing where it cannot be read.
 */
export function parseBlockHeader(parser: Parser, type: BlockType): BlockHeader | 'argument' | undefined {
  const labels: Label[] = []
  let end = type.end
  while (!parser.is('{')) {
    const label = parseLabel(parser)
    if (label !== undefined) {
      labels.push(label)
      end = parser.scanner.previousEnd
    } else if (!parser.panicking && !passStray(parser, type.start)) {
      if (labels.length === 1 && !endsWithBrace(parser, type.start)) return 'argument'
      failHeader(parser)
    }
    if (parser.panicking && !resyncAtBrace(parser, type.start)) return undefined
    if (parser.scanner.start < end) end = cutLabel(parser, labels)
  }
  return { type: type.name, start: type.start, typeEnd: type.end, end, labels }
}

/** Reports and passes what people write into headers by mistake. */
function passStray(parser: Parser, start: number): boolean {
  const next = parser.scanner.peek()
  if (parser.is(',')) report(parser, 'Labels are separated by spaces, not by commas.')
  else if (parser.is('=') && next === '{') report(parser, 'A block has no equals sign before its opening brace.')
  else if (parser.is('newline') && next === '{') return joinBrace(parser)
  else if (parser.is('newline') && isBodyBelow(parser, start)) return insertBrace(parser, start)
  else return false
  parser.scanner.advance()
  return true
}

function report(parser: Parser, detail: string): void {
  const { start, end } = parser.scanner
  parser.report(INVALID_BLOCK_HEADER, { start, end, detail, fix: parser.replace(start, end, '') })
}

function joinBrace(parser: Parser): boolean {
  const { previousEnd } = parser.scanner
  parser.scanner.advance()
  const { start, end } = parser.scanner
  const detail = 'The opening brace of a block must stand on the same line as its type and labels.'
  parser.report(INVALID_BLOCK_HEADER, { start, end, detail, fix: parser.replace(previousEnd, start, ' ') })
  return true
}

/** Whether the next line begins with a name and is indented more than the header, as if the block were open. */
function isBodyBelow(parser: Parser, headerStart: number): boolean {
  const { scanner } = parser
  const mark = scanner.mark()
  while (parser.accept('newline'));
  const own = indentation(scanner.text, scanner.start)
  const isBelow = parser.is('identifier') && own > indentation(scanner.text, headerStart)
  scanner.reset(mark)
  return isBelow
}

/** Goes on as if the brace stood at the end of the line. */
function insertBrace(parser: Parser, start: number): boolean {
  const { scanner } = parser
  const { previousEnd: end } = scanner
  const detail = 'The opening brace of the block is missing at the end of this line.'
  parser.report(INVALID_BLOCK_HEADER, { start, end, detail, fix: parser.replace(end, end, ' {') })
  scanner.reset({ ...scanner.mark(), kind: '{', start: end, end })
  return true
}

function failHeader(parser: Parser): void {
  const found = describeToken(parser)
  failUnexpected(
    parser,
    `A label or the opening brace of the block was expected, but found ${found}.`,
    INVALID_BLOCK_HEADER,
  )
}

/** Goes on at the brace that ends the line, if there is one, so that the body of a broken header is read nevertheless. */
function resyncAtBrace(parser: Parser, headerStart: number): boolean {
  const { scanner } = parser
  if (!endsWithBrace(parser, headerStart)) return false
  const end = trimmedLineEnd(scanner.text, headerStart)
  scanner.newlines = true
  scanner.moveTo(end - 1)
  scanner.advance()
  parser.panicking = false
  return true
}

function endsWithBrace(parser: Parser, headerStart: number): boolean {
  const { text } = parser.scanner
  return text.charAt(trimmedLineEnd(text, headerStart) - 1) === '{'
}

/** Removes the brace from a label whose closing quote is missing; returns where the label ends. */
function cutLabel(parser: Parser, labels: Label[]): number {
  const end = parser.scanner.start
  const label = labels.pop()
  if (label === undefined) return end
  const text = label.text.replace(/[\s,]*\{$/, '')
  labels.push({ ...label, text, range: { ...label.range, end: parser.source.position(end) } })
  return end
}

/** The label that begins with the current token; nothing where none does. */
function parseLabel(parser: Parser): Label | undefined {
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
      'A label must be plain text: it is needed before anything is evaluated. For a literal "${" write "$${".'
    parser.report(INVALID_BLOCK_LABEL, { start, end, detail })
  }
  const text = template.parts.map((part) => (part.part === 'text' ? part.text : '')).join('')
  return { text, quoted: true, range: template.range }
}

/** Whether indentation shows that the current token no longer belongs to the block, whose closing brace was forgotten. */
export function isForgotten(parser: Parser, enclosure: Enclosure): boolean {
  const { text, start } = parser.scanner
  if (!parser.guided || parser.is('newline') || parser.is('end') || !isFirstOnLine(text, start)) return false
  const outer = indentation(text, enclosure.headerStart)
  const own = indentation(text, start)
  return parser.is('}') ? own < outer : own <= outer
}
