import type { Expression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { closeBracket, openBracket } from './brackets.ts'
import { describeToken } from './describe-token.ts'
import { INVALID_ACCESS } from './expression-codes.ts'
import { failUnexpected } from './fail-unexpected.ts'

/** The accesses behind a value that begins at `start`: `.name`, `.0`, `[key]`, `.*` and `[*]`. */
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

/** What stands behind a dot. */
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
  const detail = 'A splat ".*" cannot stand inside of another one. Use "[*]" for both, or a for expression.'
  parser.fail(INVALID_ACCESS, { start, end, detail })
  return parser.missing()
}
