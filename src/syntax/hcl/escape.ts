import type { Parser } from './parser.ts'
import { lineEnd } from './characters.ts'
import { INVALID_ESCAPE } from './lexical-codes.ts'

export interface Escape {
  readonly text: string
  readonly end: number
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
])

const CODE = /u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}/y

/** The escape sequence whose backslash stands at `start`; an invalid one is reported and stands for itself. */
export function readEscape(parser: Parser, start: number): Escape {
  const { text } = parser.scanner
  const simple = SIMPLE.get(text.charAt(start + 1))
  if (simple !== undefined) return { text: simple, end: start + 2 }
  CODE.lastIndex = start + 1
  const code = CODE.exec(text)?.[0]
  if (code === undefined) return failEscape(parser, start)
  const end = start + 1 + code.length
  const point = Number.parseInt(code.slice(1), 16)
  if (point <= 0x10_ff_ff && (point < 0xd8_00 || point > 0xdf_ff)) return { text: String.fromCodePoint(point), end }
  const detail = `"\\${code}" names no Unicode character. Characters beyond U+FFFF are written \\U with eight digits, not as two surrogates.`
  parser.report(INVALID_ESCAPE, { start, end, detail })
  return { text: '\u{FFFD}', end }
}

function failEscape(parser: Parser, start: number): Escape {
  const { text } = parser.scanner
  if (start + 1 >= lineEnd(text, start)) return { text: '', end: start + 1 }
  const end = start + 1 + ((text.codePointAt(start + 1) ?? 0) > 0xff_ff ? 2 : 1)
  const raw = text.slice(start, end)
  const digits =
    raw === '\\u' ? ' It needs four hexadecimal digits.' : raw === '\\U' ? ' It needs eight hexadecimal digits.' : ''
  const detail = `"${raw}" is no escape sequence.${digits} For a backslash itself write "\\\\".`
  parser.report(INVALID_ESCAPE, { start, end, detail, fix: parser.replace(start, start, '\\') })
  return { text: raw, end }
}
