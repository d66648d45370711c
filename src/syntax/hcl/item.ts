import type { Attribute, Block } from '../document.ts'
import type { Expression } from '../expression.ts'
import { parseBlock, parseBlockHeader } from './block.ts'
import { identifierEnd } from './characters.ts'
import type { Mistake, Enclosure, Parser } from './parser.ts'
import { parseQuoted } from './quoted.ts'
import { INVALID_ARGUMENT_NAME, INVALID_ITEM, MISSING_EQUALS, MISSING_VALUE } from './structure-codes.ts'
import { parseTraversals } from './term.ts'
import { describeToken } from './unexpected.ts'

/**
 * An argument or a block; the current token is a name, or a string written instead of one.
 *
 *     Attribute = identifier "=" Expression
 */
export function parseItem(parser: Parser, enclosure: Enclosure | undefined): Attribute | Block | undefined {
  const { start, end } = parser.scanner
  if (parser.is('quote')) return parseQuotedName(parser)
  const name = parser.scanner.word()
  parser.scanner.advance()
  switch (parser.scanner.kind) {
    case '=':
      parser.scanner.advance()
      return parseAttributeValue(parser, { name, start, end })
    case '{':
    case 'identifier':
    case 'quote':
    case 'invalid':
      return parseBlockOrAttribute(parser, enclosure, { name, start, end })
    case '.':
    case '[':
      if (parser.scanner.start > end) return parseWithoutEquals(parser, { name, start, end })
      return parseDottedName(parser, { name, start, end })
    default:
      return parseWithoutEquals(parser, { name, start, end })
  }
}

/** What follows the name can be a label; if no brace follows the labels, the equals sign of an argument is missing. */
function parseBlockOrAttribute(
  parser: Parser,
  enclosure: Enclosure | undefined,
  name: ArgumentName,
): Attribute | Block | undefined {
  const mark = parser.scanner.mark()
  const reported = parser.diagnostics.length
  const header = parseBlockHeader(parser, name)
  if (header === 'argument') {
    const isFollowedByEquals = parser.is('=')
    parser.scanner.reset(mark)
    parser.diagnostics.length = reported
    return isFollowedByEquals ? parseSpacedName(parser, name) : parseWithoutEquals(parser, name)
  }
  return header === undefined ? undefined : parseBlock(parser, enclosure, header)
}

/** `some name = value` */
function parseSpacedName(parser: Parser, { start }: ArgumentName): undefined {
  parser.scanner.advance()
  const detail = 'The name of an argument is one word; use an underscore or a dash instead of the space.'
  parser.report(INVALID_ARGUMENT_NAME, { start, end: parser.scanner.previousEnd, detail })
  parser.scanner.advance()
  parser.expression()
}

/** `"name" = value` */
function parseQuotedName(parser: Parser): Attribute | undefined {
  const { start } = parser.scanner
  const found = describeToken(parser)
  const quoted = parseQuoted(parser)
  const { previousEnd: end } = parser.scanner
  if (parser.panicking) return undefined
  const [part] = quoted.parts
  const name = part?.part === 'text' && quoted.parts.length === 1 ? part.text : undefined
  if (name === undefined || (!parser.is('=') && !parser.is(':'))) {
    const detail = `An argument (name = value) or a block (type "label" { … }) was expected, but found ${found}. Names are written without quotes.`
    return parser.fail(INVALID_ITEM, { start, end, detail }) ?? undefined
  }
  const isName = identifierEnd(name, 0) === name.length
  const fix = isName ? { fix: parser.replace(start, end, name) } : {}
  parser.report(INVALID_ARGUMENT_NAME, { start, end, detail: 'Names of arguments are written without quotes.', ...fix })
  parser.scanner.advance()
  return parseAttributeValue(parser, { name, start, end })
}

/** `name.other = value`: reported, and its value is read so that no part of it is mistaken for something else. */
function parseDottedName(parser: Parser, { name, start, end }: ArgumentName): undefined {
  parseTraversals(parser, { node: 'variable', name, range: parser.source.range(start, end) }, start)
  if (parser.panicking) return
  const detail = `The name of an argument cannot contain dots or brackets. To set something inside "${name}" open it as a block: ${name} { … }.`
  parser.report(INVALID_ARGUMENT_NAME, { start, end: parser.scanner.previousEnd, detail })
  if (!parser.accept('=')) parser.panicking = true
  else parser.expression()
}

interface ArgumentName {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** What follows the equals sign. */
function parseAttributeValue(parser: Parser, argument: ArgumentName): Attribute {
  const { name, start, end } = argument
  const value = parseValue(parser, argument)
  const nameRange = parser.source.range(start, end)
  return { node: 'attribute', name, nameRange, value, range: parser.from(start) }
}

function parseValue(parser: Parser, argument: ArgumentName): Expression {
  const { kind, previousEnd } = parser.scanner
  if (kind !== 'newline' && kind !== 'end' && kind !== '}') return parser.expression()
  const detail = `The argument "${argument.name}" has no value: it must begin on the same line, but found ${describeToken(parser)}. Use null to leave an argument unset.`
  parser.fail(MISSING_VALUE, { start: argument.start, end: previousEnd, detail })
  return parser.missing()
}

/** What people write instead of the equals sign. */
const MISTAKEN = /:=|==?>|==|:|[-+*/%]=(?!=)/y

/** An argument whose name is not followed by an equals sign: what follows is read as its value all the same. */
function parseWithoutEquals(parser: Parser, argument: ArgumentName): Attribute {
  const { scanner } = parser
  const mistaken = matchMistaken(parser)
  if (mistaken !== '') {
    parser.report(MISSING_EQUALS, describeWrongSign(parser, argument, mistaken))
    scanner.moveTo(scanner.start + mistaken.length, scanner.start)
    scanner.advance()
    return parseAttributeValue(parser, argument)
  }
  parser.report(MISSING_EQUALS, isAlone(parser) ? describeLoneName(argument) : describeMissingSign(parser, argument))
  const reported = parser.diagnostics.length
  const attribute = parseAttributeValue(parser, argument)
  if (attribute.value.node === 'missing') parser.diagnostics.length = reported
  return attribute
}

function matchMistaken({ scanner }: Parser): string {
  MISTAKEN.lastIndex = scanner.start
  return MISTAKEN.exec(scanner.text)?.[0] ?? ''
}

function isAlone(parser: Parser): boolean {
  return parser.is('newline') || parser.is('end') || parser.is('}')
}

function describeWrongSign(parser: Parser, { name }: ArgumentName, mistaken: string): Mistake {
  const { start } = parser.scanner
  const end = start + mistaken.length
  const isAssignment = /^[-+*/%]/.test(mistaken)
  const advice = isAssignment ? ` An argument is set once; "${mistaken}" does not exist.` : ''
  const detail = `An argument is written ${name} = value, but "${mistaken}" follows the name.${advice}`
  return { start, end, detail, fix: parser.replace(start, end, '=') }
}

function describeLoneName({ name, start, end }: ArgumentName): Mistake {
  const detail = `"${name}" stands alone. An argument needs "=" and a value (${name} = …), a block needs braces (${name} { … }).`
  return { start, end, detail }
}

function describeMissingSign(parser: Parser, { name, start, end }: ArgumentName): Mistake {
  const detail = `An argument is written ${name} = value, but ${describeToken(parser)} follows the name.`
  return { start, end, detail, fix: parser.replace(end, end, ' =') }
}
