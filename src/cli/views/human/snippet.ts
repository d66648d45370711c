import stringWidth from 'string-width'
import { graphemes } from '../../../lib/graphemes.ts'
import type { SourceRange } from '../../../model/source-range.ts'

const MASK = '(sensitive)'

/** One source line with its marker: `text` is ready to print, `markStart` and `markWidth` count terminal columns. */
export interface Snippet {
  readonly line: number
  readonly text: string
  readonly markStart: number
  readonly markWidth: number
}

export interface SnippetOptions {
  /** Columns for the text. */
  readonly width: number
  /** Ranges whose text is never shown. */
  readonly hidden: readonly SourceRange[]
}

/** The first line of a range, with what is hidden masked and long lines cropped around the mark. */
export function snippetOf(source: string, range: SourceRange, options: SnippetOptions): Snippet | undefined {
  const line = source.split('\n')[range.start.line - 1]
  if (line === undefined) return undefined
  const characters = [...line.replace(/\r$/, '').replace(/^\uFEFF/, '')]
  const end = range.end.line === range.start.line ? range.end.column : characters.length + 1
  const cells = mask(characters, range, options.hidden)
  const text = (from: number, to: number): string =>
    cells
      .slice(from - 1, to - 1)
      .join('')
      .replaceAll('\t', ' ')
  const before = text(1, range.start.column)
  const marked = text(range.start.column, Math.max(end, range.start.column))
  const after = text(Math.max(end, range.start.column), characters.length + 1)
  return crop({ line: range.start.line, before, marked, after }, options.width)
}

/** One cell for each character: the first one of a hidden stretch holds the mask, its others are empty. */
function mask(characters: readonly string[], range: SourceRange, hidden: readonly SourceRange[]): readonly string[] {
  const cells = characters.map((character) => (/\p{Cc}/u.test(character) && character !== '\t' ? '\uFFFD' : character))
  for (const stretch of hidden) {
    const covered = coveredColumns(stretch, range, characters.length)
    if (covered === undefined) continue
    cells.fill('', covered.from - 1, covered.to - 1)
    cells[covered.from - 1] = MASK
  }
  return cells
}

interface Columns {
  readonly from: number
  readonly to: number
}

function coveredColumns(stretch: SourceRange, range: SourceRange, length: number): Columns | undefined {
  const line = range.start.line
  if (stretch.file !== range.file || stretch.start.line > line || stretch.end.line < line) return undefined
  const from = stretch.start.line === line ? stretch.start.column : 1
  const to = stretch.end.line === line ? stretch.end.column : length + 1
  return to > from ? { from, to } : undefined
}

interface Parts {
  readonly line: number
  readonly before: string
  readonly marked: string
  readonly after: string
}

function crop(parts: Parts, width: number): Snippet {
  const markWidth = Math.max(1, stringWidth(parts.marked))
  const room = Math.max(20, width)
  const markStart = stringWidth(parts.before)
  if (markStart + markWidth + stringWidth(parts.after) <= room) {
    return { line: parts.line, text: parts.before + parts.marked + parts.after, markStart, markWidth }
  }
  const before = markStart > room / 2 ? `…${lastColumns(parts.before, Math.floor(room / 3))}` : parts.before
  const text = `${firstColumns(before + parts.marked + parts.after, room - 1)}…`
  const start = stringWidth(before)
  return {
    line: parts.line,
    text,
    markStart: start,
    markWidth: Math.max(1, Math.min(markWidth, stringWidth(text) - start)),
  }
}

function firstColumns(text: string, columns: number): string {
  return upToColumns(graphemes(text), columns).join('')
}

function lastColumns(text: string, columns: number): string {
  return upToColumns(graphemes(text).toReversed(), columns).toReversed().join('')
}

function upToColumns(characters: readonly string[], columns: number): readonly string[] {
  let width = 0
  const end = characters.findIndex((character) => (width += stringWidth(character)) > columns)
  return end === -1 ? characters : characters.slice(0, end)
}
