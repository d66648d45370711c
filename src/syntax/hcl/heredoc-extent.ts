/** A heredoc as its introduction and the lines with its marker tell, without regard to what is in it. */
export interface HeredocExtent {
  readonly indented: boolean
  readonly marker: string
  readonly bodyStart: number
  /** Whether the introduction is written as it should be. */
  readonly wellFormed: boolean
  /** Offset behind the closing marker, or the end of the text. */
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
