import type { SourceRange } from '../../model/source-range.ts'
import {
  type BinaryExpression,
  type Expression,
  missingAt,
  type ObjectItem,
  type VariableExpression,
} from '../expression.ts'
import { type Bracket, closeBracket, isUnclosed, openBracket, recoverInBracket } from './brackets.ts'
import { AMBIGUOUS_KEY, INVALID_OBJECT_ITEM, MISSING_COMMA } from './expression-codes.ts'
import { parseForObject } from './for.ts'
import type { Parser } from './parser.ts'
import { MISSING_VALUE } from './structure-codes.ts'
import { describeToken, failUnexpected, startsExpression } from './unexpected.ts'

/**
 * An object; line breaks separate its elements as commas do.
 *
 *     Object     = "{" [ ObjectItem { separator ObjectItem } [ separator ] ] "}" | ForObject
 *     ObjectItem = ( identifier | Expression ) ( "=" | ":" ) Expression
 *     separator  = "," | newline
 */
export function parseObject(parser: Parser): Expression {
  const { start } = parser.scanner
  const bracket = openBracket(parser, '{', 'token')
  skipNewlines(parser)
  if (parser.isWord('for')) {
    parser.scanner.newlines = false
    return parseForObject(parser, bracket)
  }
  const items: ObjectItem[] = []
  while (!parser.is('}') && !isUnclosed(parser, bracket)) {
    const item = parseObjectItem(parser)
    const isWhole = parser.panicking || isSeparator(parser) || isUnclosed(parser, bracket)
    if (!isWhole) failMissingSeparator(parser)
    items.push(isWhole ? item : { ...item, value: missingAt(item.value) })
    if (!endItem(parser, bracket)) break
  }
  closeBracket(parser, bracket)
  return { node: 'object', items, range: parser.from(start) }
}

/** Whether another element may follow. */
function endItem(parser: Parser, bracket: Bracket): boolean {
  if (parser.panicking) recoverInBracket(parser, bracket, [',', 'newline'])
  if (parser.panicking || !isSeparator(parser)) return false
  parser.scanner.advance()
  skipNewlines(parser)
  return true
}

function isSeparator(parser: Parser): boolean {
  return parser.is(',') || parser.is('newline')
}

function skipNewlines(parser: Parser): void {
  while (parser.accept('newline'));
}

function failMissingSeparator(parser: Parser): void {
  const { start, end, previousEnd } = parser.scanner
  const found = describeToken(parser)
  if (!startsExpression(parser)) {
    return failUnexpected(
      parser,
      `After the value of an object element a comma or a line break was expected, but found ${found}.`,
    )
  }
  const detail = `Elements on one line are separated by commas, and there is none before ${found}.`
  parser.fail(MISSING_COMMA, { start, end, detail, fix: parser.replace(previousEnd, previousEnd, ',') })
}

/** `key = value`; without a key that could be read, both are missing. */
function parseObjectItem(parser: Parser): ObjectItem {
  const { start } = parser.scanner
  const bareKey = isBareKey(parser)
  const key = bareKey ? parseBareKey(parser) : parseKey(parser, start)
  if (isComparison(key) && !isSeparated(parser)) return splitComparison(parser, key)
  if (!parser.panicking) expectEquals(parser)
  if (parser.panicking)
    return { key: missingAt(key), bareKey: false, value: parser.missing(), range: parser.from(start) }
  const value = parseItemValue(parser)
  return { key, bareKey, value, range: parser.from(start) }
}

function isBareKey(parser: Parser): boolean {
  if (!parser.is('identifier')) return false
  const next = parser.scanner.peek()
  return next === '=' || next === ':' || next === '=>' || next === 'newline'
}

function isSeparated(parser: Parser): boolean {
  return parser.is('=') || parser.is(':')
}

/** `key == value` */
interface Comparison extends BinaryExpression {
  readonly left: VariableExpression
}

function isComparison(key: Expression): key is Comparison {
  return key.node === 'binary' && key.operator === '==' && key.left.node === 'variable'
}

/** What was read as a comparison that is a key was meant as key and value. */
function splitComparison(parser: Parser, { left, right, range: whole }: Comparison): ObjectItem {
  const range = { file: parser.source.file, start: left.range.end, end: right.range.start }
  const detail = 'Key and value of an object element are separated by "=", not by "==".'
  parser.reportAt(INVALID_OBJECT_ITEM, { range, detail, fix: { range, newText: ' = ' } })
  return { key: bareKeyOf(left.name, left.range), bareKey: true, value: right, range: whole }
}

function parseBareKey(parser: Parser): Expression {
  const { start, end } = parser.scanner
  const text = parser.scanner.word()
  parser.scanner.advance()
  return bareKeyOf(text, parser.source.range(start, end))
}

function bareKeyOf(text: string, range: SourceRange): Expression {
  return { node: 'template', style: 'quoted', parts: [{ part: 'text', text, range }], range }
}

function parseKey(parser: Parser, start: number): Expression {
  const key = parser.expression()
  if (parser.panicking || (key.node !== 'attribute-access' && key.node !== 'index' && key.node !== 'splat')) return key
  const end = parser.scanner.previousEnd
  const text = parser.scanner.text.slice(start, end)
  const detail =
    'A reference as a key is ambiguous. Put it in parentheses to use its value, or in double quotes to use its name.'
  parser.report(AMBIGUOUS_KEY, { start, end, detail, fix: parser.replace(start, end, `(${text})`) })
  return missingAt(key)
}

function expectEquals(parser: Parser): void {
  if (parser.is('newline')) return passLineBreak(parser)
  if (isSeparated(parser)) return parser.scanner.advance()
  const { start, end } = parser.scanner
  if (parser.is('=>')) {
    const detail = `Key and value of an object element are separated by "=", not by "=>".`
    parser.report(INVALID_OBJECT_ITEM, { start, end, detail, fix: parser.replace(start, end, '=') })
    return parser.scanner.advance()
  }
  const found = describeToken(parser)
  failUnexpected(
    parser,
    `After the key of an object element "=" and a value were expected, but found ${found}.`,
    INVALID_OBJECT_ITEM,
  )
}

/** A line break before the equals sign. */
function passLineBreak(parser: Parser): void {
  const { previousEnd, previousStart } = parser.scanner
  while (parser.accept('newline'));
  const { kind, start } = parser.scanner
  if (kind !== '=' && kind !== ':') {
    const detail = 'After the key of an object element "=" and a value were expected, but found the end of the line.'
    return parser.fail(INVALID_OBJECT_ITEM, { start: previousStart, end: previousEnd, detail })
  }
  const detail = 'Key, equals sign and the beginning of the value of an object element must be on the same line.'
  const fix = parser.replace(previousEnd, start, ' ')
  parser.report(INVALID_OBJECT_ITEM, { start: previousStart, end: previousEnd, detail, fix })
  parser.scanner.advance()
}

function parseItemValue(parser: Parser): Expression {
  const { kind, previousStart, previousEnd } = parser.scanner
  if (kind !== 'newline' && kind !== ',' && kind !== '}' && kind !== 'end') return parser.expression()
  const detail = `After "${parser.scanner.text.slice(previousStart, previousEnd)}" the value of the element was expected on the same line, but found ${describeToken(parser)}.`
  parser.fail(MISSING_VALUE, { start: previousStart, end: previousEnd, detail })
  return parser.missing()
}
