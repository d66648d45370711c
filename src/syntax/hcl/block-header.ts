import type { Label } from '../document.ts'
import type { Parser } from './parser.ts'
import { indentation, trimmedLineEnd } from './characters.ts'
import { describeToken } from './describe-token.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { parseLabel } from './label.ts'
import { INVALID_BLOCK_HEADER } from './structure-codes.ts'

export interface BlockHeader {
  readonly type: string
  readonly start: number
  /** End of the type. */
  readonly typeEnd: number
  /** End of the last label. */
  readonly end: number
  readonly labels: readonly Label[]
}

export interface BlockType {
  readonly name: string
  readonly start: number
  readonly end: number
}

/**
 * The labels up to the opening brace, which is then the current token. Gives `'argument'` where it is no header but an
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

/** Takes the brace out of a label whose closing quote is missing; gives where the label ends. */
function cutLabel(parser: Parser, labels: Label[]): number {
  const end = parser.scanner.start
  const label = labels.pop()
  if (label === undefined) return end
  const text = label.text.replace(/[\s,]*\{$/, '')
  labels.push({ ...label, text, range: { ...label.range, end: parser.source.position(end) } })
  return end
}
