import type { Attribute, Block } from '../document.ts'
import type { Enclosure, Parser } from './parser.ts'
import type { ArgumentName } from './attribute.ts'
import { parseAttributeValue } from './attribute.ts'
import { parseBlock } from './block.ts'
import { parseBlockHeader } from './block-header.ts'
import { identifierEnd } from './characters.ts'
import { describeToken } from './describe-token.ts'
import { parseWithoutEquals } from './missing-equals.ts'
import { parseQuoted } from './quoted.ts'
import { INVALID_ARGUMENT_NAME, INVALID_ITEM } from './structure-codes.ts'
import { parseTraversals } from './traversal.ts'

/** An argument or a block; the current token is a name, or a string that somebody took for one. */
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
  const told = parser.diagnostics.length
  const header = parseBlockHeader(parser, name)
  if (header === 'argument') {
    const isFollowedByEquals = parser.is('=')
    parser.scanner.reset(mark)
    parser.diagnostics.length = told
    return isFollowedByEquals ? parseSpacedName(parser, name) : parseWithoutEquals(parser, name)
  }
  return header === undefined ? undefined : parseBlock(parser, enclosure, header)
}

/** `some name = value` */
function parseSpacedName(parser: Parser, { start }: ArgumentName): undefined {
  parser.scanner.advance()
  const detail = 'The name of an argument is one word; use an underscore or a dash in the place of the space.'
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

/** `name.other = value`: reported, and its value read so that nothing of it is taken for something else. */
function parseDottedName(parser: Parser, { name, start, end }: ArgumentName): undefined {
  parseTraversals(parser, { node: 'variable', name, range: parser.source.range(start, end) }, start)
  if (parser.panicking) return
  const detail = `The name of an argument cannot contain dots or brackets. To set something inside of "${name}" open it as a block: ${name} { … }.`
  parser.report(INVALID_ARGUMENT_NAME, { start, end: parser.scanner.previousEnd, detail })
  if (!parser.accept('=')) parser.panicking = true
  else parser.expression()
}
