import type { Fix } from '../../model/diagnostic.ts'
import { type Expression, missingAt } from '../expression.ts'
import { indentation, isFirstOnLine } from './characters.ts'
import { MISSING_COMMA, UNCLOSED_BRACKET } from './expression-codes.ts'
import type { Parser } from './parser.ts'
import { skipBracketed } from './skip.ts'
import { UNEXPECTED_CLOSER } from './structure-codes.ts'
import { CLOSER_OF, isCloser, type Opener, type TokenKind } from './token.ts'
import { describeToken, failUnexpected, startsExpression } from './unexpected.ts'

/** An opening bracket whose closing one is still to come. */
export interface Bracket {
  readonly opener: Opener
  readonly start: number
  /** Whether line breaks were tokens outside it. */
  readonly newlinesOutside: boolean
}

/** Consumes the opening bracket that is the current token; inside, line breaks are blanks or tokens. */
export function openBracket(parser: Parser, opener: Opener, newlines: 'blank' | 'token'): Bracket {
  const bracket = { opener, start: parser.scanner.start, newlinesOutside: parser.scanner.newlines }
  parser.open.push(opener)
  parser.scanner.newlines = newlines === 'token'
  parser.scanner.advance()
  return bracket
}

/** Consumes the closing bracket, or reports that it is missing and skips to it; if it is not found the parser keeps panicking. */
export function closeBracket(parser: Parser, bracket: Bracket): void {
  const closer = CLOSER_OF[bracket.opener]
  parser.open.pop()
  if (!parser.panicking && !parser.is(closer)) {
    if (isMistyped(parser)) return replaceCloser(parser, bracket)
    if (isUnclosed(parser, bracket)) failUnclosed(parser, bracket)
    else failUnexpected(parser, `Expected "${closer}" here, but found ${describeToken(parser)}.`)
  }
  if (parser.panicking) recoverInBracket(parser, bracket, [])
  parser.scanner.newlines = bracket.newlinesOutside
  if (!parser.panicking) parser.scanner.advance()
}

/** Skips to the closing bracket or to a separator, and ends the panic if there is one. */
export function recoverInBracket(parser: Parser, bracket: Bracket, separators: readonly TokenKind[]): void {
  const closer = CLOSER_OF[bracket.opener]
  skipBracketed(parser, { closer, separators, isBeyond: () => isBeyond(parser, bracket) })
  if (parser.is(closer) || separators.includes(parser.scanner.kind)) parser.panicking = false
}

/** Whether the current token cannot belong to what the bracket encloses: the closing one was forgotten. */
export function isUnclosed(parser: Parser, bracket: Bracket): boolean {
  const { kind } = parser.scanner
  return kind === 'end' || kind === 'newline' || isCloser(kind) || isBeyond(parser, bracket)
}

/** Whether the current token begins the next argument or block of the body around the bracket. */
function isBeyond(parser: Parser, bracket: Bracket): boolean {
  const { kind, start, text } = parser.scanner
  if (kind === 'newline' || !isFirstOnLine(text, start)) return false
  if (parser.guided && isOutdented(parser, bracket)) return true
  return bracket.opener !== '{' && startsItem(parser)
}

function isOutdented(parser: Parser, bracket: Bracket): boolean {
  const { kind, start, text } = parser.scanner
  const outer = indentation(text, bracket.start)
  const own = indentation(text, start)
  return isCloser(kind) ? own < outer : own <= outer
}

/** Whether the current token closes a bracket of another shape, and none of that shape is open. */
function isMistyped(parser: Parser): boolean {
  const { kind } = parser.scanner
  return (kind === ')' || kind === ']') && !parser.open.some((opener) => CLOSER_OF[opener] === kind)
}

function replaceCloser(parser: Parser, bracket: Bracket): void {
  const { start, end } = parser.scanner
  const closer = CLOSER_OF[bracket.opener]
  const detail = `A bracket opened with "${bracket.opener}" must be closed with "${closer}", not with ${describeToken(parser)}.`
  parser.report(UNEXPECTED_CLOSER, { start, end, detail, fix: parser.replace(start, end, closer) })
  parser.scanner.newlines = bracket.newlinesOutside
  parser.scanner.advance()
}

function failUnclosed(parser: Parser, bracket: Bracket): void {
  const closer = CLOSER_OF[bracket.opener]
  if (parser.is('end')) parser.endedEarly = true
  parser.fail(UNCLOSED_BRACKET, {
    start: bracket.start,
    end: bracket.start + 1,
    detail: `This "${bracket.opener}" is never closed: "${closer}" was expected before ${describeToken(parser)}.`,
    fix: insertCloser(parser, bracket),
  })
}

/** After the last token, or on a line of its own where that was a line break. */
function insertCloser(parser: Parser, bracket: Bracket): Fix {
  const { previousEnd: end, text } = parser.scanner
  const closer = CLOSER_OF[bracket.opener]
  const isOwnLine = text.charAt(end - 1) === '\n'
  return parser.replace(end, end, isOwnLine ? `${' '.repeat(indentation(text, bracket.start))}${closer}\n` : closer)
}

/** Words of expressions that may begin a line and be followed by a name. */
const WORDS: ReadonlySet<string> = new Set(['if', 'in', 'for'])

/** Whether the current token looks like the beginning of an argument or a block: a name at the start of its line, followed by what no expression allows there. */
function startsItem(parser: Parser): boolean {
  const { scanner } = parser
  if (scanner.kind !== 'identifier' || !isFirstOnLine(scanner.text, scanner.start)) return false
  const next = scanner.peek()
  if (next === '=') return true
  return (next === '{' || next === 'quote' || next === 'identifier') && !WORDS.has(scanner.word())
}

/** The elements of a list or the arguments of a call, up to the closing bracket; broken ones are skipped up to the next comma. */
export function parseCommaSeparated(parser: Parser, bracket: Bracket, parseElement: () => Expression): Expression[] {
  const closer = CLOSER_OF[bracket.opener]
  const elements: Expression[] = []
  while (!parser.is(closer) && !isUnclosed(parser, bracket)) {
    const element = parseElement()
    const isWhole = parser.panicking || parser.is(',') || isUnclosed(parser, bracket)
    if (!isWhole) failMissingComma(parser)
    elements.push(isWhole ? element : missingAt(element))
    if (parser.panicking) recoverInBracket(parser, bracket, [','])
    if (parser.panicking || !parser.accept(',')) break
  }
  return elements
}

function failMissingComma(parser: Parser): void {
  const { previousEnd, start, end } = parser.scanner
  const found = describeToken(parser)
  if (!startsExpression(parser))
    return failUnexpected(parser, `Expected a comma or the closing bracket, but found ${found}.`)
  const detail = `Elements are separated by commas, and there is none before ${found}.`
  parser.fail(MISSING_COMMA, { start, end, detail, fix: parser.replace(previousEnd, previousEnd, ',') })
}
