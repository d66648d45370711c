import { BACKSLASH, DOLLAR, NEWLINE, OPEN_BRACE, PERCENT, QUOTE } from './characters.ts'

const CLOSE_BRACE = 0x7d

/** Offset after the closing quote of the string whose text begins at `from`, or the end of its line; nothing is checked. */
export function stringEnd(text: string, from: number): number {
  const nested: ('string' | 'sequence')[] = ['string']
  let offset = from
  for (; offset < text.length; offset++) {
    const code = text.charCodeAt(offset)
    if (code === NEWLINE) return offset
    if (nested.at(-1) === 'sequence') {
      if (code === CLOSE_BRACE) nested.pop()
      else if (code === QUOTE) nested.push('string')
      else if (code === OPEN_BRACE) nested.push('sequence')
    } else if (code === BACKSLASH && text.charCodeAt(offset + 1) !== NEWLINE) offset++
    else if (code === QUOTE) {
      nested.pop()
      if (nested.length === 0) return offset + 1
    } else if (beginsSequence(text, offset)) {
      nested.push('sequence')
      offset++
    }
  }
  return Math.min(offset, text.length)
}

/** Whether `${` or `%{` stands there that is not escaped by being doubled. */
function beginsSequence(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset)
  if ((code !== DOLLAR && code !== PERCENT) || text.charCodeAt(offset + 1) !== OPEN_BRACE) return false
  return text.charCodeAt(offset - 1) !== code
}

/** The extent of a heredoc as its introduction and the lines with its marker show it, regardless of its content. */
export interface HeredocExtent {
  readonly indented: boolean
  readonly marker: string
  readonly bodyStart: number
  /** Whether the introduction is well formed. */
  readonly wellFormed: boolean
  /** Offset after the closing marker, or the end of the text. */
  readonly end: number
  /** How it ends: with a line of nothing but the marker, as it should; with a line that begins with the marker; not at all. */
  readonly closed: 'properly' | 'loosely' | 'never'
}

const STRICT = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy
const LOOSE = /<<[ \t]*(-?)[ \t]*["']?([\p{ID_Start}_][\p{ID_Continue}-]*)["']?[ \t]*\r?(?:\n|$)/uy

/** Around a closing marker every blank of Unicode is passed over, as other implementations do. */
const BLANKS = String.raw`(?:(?!\n)\p{White_Space})*`

/** Nothing where not even a marker follows `<<`. */
export function heredocExtent(text: string, start: number): HeredocExtent | undefined {
  const strict = matchAt(STRICT, text, start)
  const match = strict ?? matchAt(LOOSE, text, start)
  if (match === null) return undefined
  const [introduction, dash, marker = ''] = match
  const bodyStart = start + introduction.length
  const proper = search(new RegExp(`^${BLANKS}${marker}(?=${BLANKS}$)`, 'gmu'), text, bodyStart)
  const loose =
    proper === undefined
      ? search(new RegExp(`^${BLANKS}${marker}(?![\\p{ID_Continue}-])`, 'gmu'), text, bodyStart)
      : undefined
  return {
    indented: dash === '-',
    marker,
    bodyStart,
    wellFormed: strict !== null,
    end: proper ?? loose ?? text.length,
    closed: proper !== undefined ? 'properly' : loose !== undefined ? 'loosely' : 'never',
  }
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset
  return pattern.exec(text)
}

function search(pattern: RegExp, text: string, from: number): number | undefined {
  const match = matchAt(pattern, text, from)
  return match === null ? undefined : match.index + match[0].length
}
