import type { Attribute } from '../document.ts'
import type { ArgumentName } from './attribute.ts'
import type { Complaint, Parser } from './parser.ts'
import { parseAttributeValue } from './attribute.ts'
import { describeToken } from './describe-token.ts'
import { MISSING_EQUALS } from './structure-codes.ts'

/** What people write in the place of the equals sign. */
const MISTAKEN = /:=|==?>|==|:|[-+*/%]=(?!=)/y

/** An argument whose name is not followed by an equals sign: what follows is read as its value all the same. */
export function parseWithoutEquals(parser: Parser, argument: ArgumentName): Attribute {
  const { scanner } = parser
  const mistaken = matchMistaken(parser)
  if (mistaken !== '') {
    parser.report(MISSING_EQUALS, mistakenComplaint(parser, argument, mistaken))
    scanner.moveTo(scanner.start + mistaken.length, scanner.start)
    scanner.advance()
    return parseAttributeValue(parser, argument)
  }
  parser.report(MISSING_EQUALS, isAlone(parser) ? aloneComplaint(argument) : valueComplaint(parser, argument))
  const told = parser.diagnostics.length
  const attribute = parseAttributeValue(parser, argument)
  if (attribute.value.node === 'missing') parser.diagnostics.length = told
  return attribute
}

function matchMistaken({ scanner }: Parser): string {
  MISTAKEN.lastIndex = scanner.start
  return MISTAKEN.exec(scanner.text)?.[0] ?? ''
}

function isAlone(parser: Parser): boolean {
  return parser.is('newline') || parser.is('end') || parser.is('}')
}

function mistakenComplaint(parser: Parser, { name }: ArgumentName, mistaken: string): Complaint {
  const { start } = parser.scanner
  const end = start + mistaken.length
  const isAssignment = /^[-+*/%]/.test(mistaken)
  const advice = isAssignment ? ` An argument is set once; "${mistaken}" does not exist.` : ''
  const detail = `An argument is written ${name} = value, but "${mistaken}" follows the name.${advice}`
  return { start, end, detail, fix: parser.replace(start, end, '=') }
}

function aloneComplaint({ name, start, end }: ArgumentName): Complaint {
  const detail = `"${name}" stands alone. An argument needs "=" and a value (${name} = …), a block needs braces (${name} { … }).`
  return { start, end, detail }
}

function valueComplaint(parser: Parser, { name, start, end }: ArgumentName): Complaint {
  const detail = `An argument is written ${name} = value, but ${describeToken(parser)} follows the name.`
  return { start, end, detail, fix: parser.replace(end, end, ' =') }
}
