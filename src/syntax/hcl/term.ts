import type { CallExpression, Expression, LiteralExpression } from '../expression.ts'
import { closeBracket, openBracket, parseCommaSeparated } from './brackets.ts'
import { INVALID_ACCESS, INVALID_EXPANSION } from './expression-codes.ts'
import { parseForTuple } from './for.ts'
import { parseHeredoc } from './heredoc.ts'
import { parseNumber } from './number.ts'
import { parseObject } from './object.ts'
import type { Parser } from './parser.ts'
import { parseForeignString, parseQuoted } from './quoted.ts'
import { describeToken, failMissingExpression, failUnexpected } from './unexpected.ts'

/**
 * An operand: a value with the accesses after it.
 *
 *     Term     = Value { Access }
 *     Value    = number | "true" | "false" | "null" | identifier | Quoted | Heredoc | Call | Tuple | Object
 *              | "(" Expression ")"
 *     Call     = identifier "(" [ Expression { "," Expression } ( [ "," ] | "..." ) ] ")"
 *     Tuple    = "[" [ Expression { "," Expression } [ "," ] ] "]" | ForTuple
 *     Access   = "." identifier | "." digits | "[" Expression "]" | Splat
 *     Splat    = "." "*" { "." identifier | "." digits } | "[" "*" "]" { Access }
 */
export function parseTerm(parser: Parser): Expression {
  const { start } = parser.scanner
  const value = parseValue(parser)
  const { kind } = parser.scanner
  return kind === '.' || kind === '[' ? parseTraversals(parser, value, start) : value
}

function parseValue(parser: Parser): Expression {
  switch (parser.scanner.kind) {
    case 'quote':
      return parseQuoted(parser)
    case 'identifier':
      return parseNamed(parser)
    case 'number':
      return parseNumber(parser)
    case '[':
      return parseTuple(parser)
    case '{':
      return parseObject(parser)
    case '(':
      return parseParentheses(parser)
    case 'heredoc':
      return parseHeredoc(parser)
    case 'invalid':
      return parseForeignString(parser) ?? failMissingExpression(parser)
    default:
      return failMissingExpression(parser)
  }
}

const KEYWORDS: ReadonlyMap<string, LiteralExpression['value']> = new Map<string, LiteralExpression['value']>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** A call, a keyword or a variable. */
function parseNamed(parser: Parser): Expression {
  const { start, end } = parser.scanner
  const name = parser.scanner.word()
  parser.scanner.advance()
  if (parser.is('(')) return parseCall(parser, { name, start, end })
  const value = KEYWORDS.get(name)
  const range = parser.source.range(start, end)
  return value === undefined ? { node: 'variable', name, range } : { node: 'literal', value, range }
}

function parseParentheses(parser: Parser): Expression {
  const { start } = parser.scanner
  const bracket = openBracket(parser, '(', 'blank')
  const inner = parser.expression()
  closeBracket(parser, bracket)
  return { node: 'parentheses', inner, range: parser.from(start) }
}

/** `[a, b]` or `[for …]`. */
function parseTuple(parser: Parser): Expression {
  const { start } = parser.scanner
  const bracket = openBracket(parser, '[', 'blank')
  if (parser.isWord('for')) return parseForTuple(parser, bracket)
  const items = parseCommaSeparated(parser, bracket, () => parser.expression())
  closeBracket(parser, bracket)
  return { node: 'tuple', items, range: parser.from(start) }
}

interface CalledName {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The arguments in the parentheses that are the current token. */
function parseCall(parser: Parser, called: CalledName): CallExpression {
  const bracket = openBracket(parser, '(', 'blank')
  let expandLast = false
  const args = parseCommaSeparated(parser, bracket, () => {
    const arg = parser.expression()
    if (!parser.panicking && parser.is('...')) {
      expandLast = true
      expectLast(parser)
    }
    return arg
  })
  closeBracket(parser, bracket)
  const { name, start, end } = called
  const nameRange = parser.source.range(start, end)
  return { node: 'call', name, nameRange, args, expandLast, range: parser.from(start) }
}

function expectLast(parser: Parser): void {
  const { start, end } = parser.scanner
  parser.scanner.advance()
  if (!parser.is(',')) return
  const detail =
    'Only the last argument of a call can be expanded with "...", and nothing may follow it, not even a comma.'
  parser.fail(INVALID_EXPANSION, { start, end, detail })
}

/** The accesses after a value that begins at `start`: `.name`, `.0`, `[key]`, `.*` and `[*]`. */
export function parseTraversals(parser: Parser, source: Expression, start: number): Expression {
  let value = source
  while (!parser.panicking) {
    if (parser.is('.')) value = parseDot(parser, value, start)
    else if (parser.is('[')) value = parseBrackets(parser, value, start)
    else break
    parser.grow()
  }
  return value
}

function parseDot(parser: Parser, source: Expression, start: number): Expression {
  const dot = parser.scanner.start
  parser.scanner.advance()
  if (!parser.is('*')) return parseName(parser, source, start)
  const range = parser.source.range(dot, parser.scanner.end)
  parser.scanner.advance()
  let each: Expression = { node: 'variable', name: '*', range }
  while (!parser.panicking && parser.accept('.')) {
    parser.grow()
    each = parser.is('*') ? failNestedSplat(parser) : parseName(parser, each, dot)
  }
  return { node: 'splat', style: 'attribute', source, each, range: parser.from(start) }
}

/** What follows a dot. */
function parseName(parser: Parser, source: Expression, start: number): Expression {
  const name = parser.scanner.word()
  const nameRange = parser.source.range(parser.scanner.start, parser.scanner.end)
  if (parser.accept('identifier')) {
    return { node: 'attribute-access', source, name, nameRange, range: parser.from(start) }
  }
  if (!parser.is('number')) return failMissingName(parser, source)
  if (!/^\d+$/.test(name)) return failChainedIndex(parser, source)
  parser.scanner.advance()
  const key = { node: 'literal', value: Number(name), range: nameRange } as const
  return { node: 'index', source, key, range: parser.from(start) }
}

function parseBrackets(parser: Parser, source: Expression, start: number): Expression {
  const bracket = openBracket(parser, '[', 'blank')
  if (parser.is('*')) {
    parser.scanner.advance()
    closeBracket(parser, bracket)
    return parseFullSplat(parser, source, { start, bracket: bracket.start })
  }
  const key = parser.expression()
  closeBracket(parser, bracket)
  return { node: 'index', source, key, range: parser.from(start) }
}

function parseFullSplat(parser: Parser, source: Expression, at: { start: number; bracket: number }): Expression {
  let each: Expression = { node: 'variable', name: '*', range: parser.from(at.bracket) }
  if (!parser.panicking && parser.enter()) {
    each = parseTraversals(parser, each, at.bracket)
    parser.leave()
  }
  return { node: 'splat', style: 'full', source, each, range: parser.from(at.start) }
}

function failMissingName(parser: Parser, source: Expression): Expression {
  failUnexpected(
    parser,
    `After a dot the name of an attribute was expected, but found ${describeToken(parser)}.`,
    INVALID_ACCESS,
  )
  return source
}

/** `list.0.1`: the numbers are read as one. */
function failChainedIndex(parser: Parser, source: Expression): Expression {
  const { start, end } = parser.scanner
  const numbers = /^(\d+)\.(\d+)$/.exec(parser.scanner.word())
  const brackets = numbers === null ? undefined : `[${numbers[1]}][${numbers[2]}]`
  const detail = `Elements by number are written in brackets${brackets === undefined ? '' : `: ${brackets}`}.`
  const fix = brackets === undefined ? {} : { fix: parser.replace(start - 1, end, brackets) }
  parser.fail(INVALID_ACCESS, { start, end, detail, ...fix })
  return source
}

function failNestedSplat(parser: Parser): Expression {
  const { start, end } = parser.scanner
  const detail = 'A splat ".*" cannot be nested inside another one. Use "[*]" for both, or a for expression.'
  parser.fail(INVALID_ACCESS, { start, end, detail })
  return parser.missing()
}
