import type { Position, SourceRange } from '../../model/source-range.ts'

/** Where a text begins in its file, or how an offset (UTF-16 units) into the text maps to a place in the file. */
export type Origin = Position | ((offset: number) => Position)

/** A text with the means to turn offsets (UTF-16 units) into places of its file. */
export interface Source {
  readonly file: string
  readonly text: string
  position(offset: number): Position
  range(start: number, end: number): SourceRange
}

const FILE_START: Position = { line: 1, column: 1, byte: 0 }

/** A byte order mark at the very start counts as three bytes and no column. */
export function createSource(file: string, text: string, origin: Origin = FILE_START): Source {
  const position = remembering(typeof origin === 'function' ? origin : indexPositions(text, origin))
  return { file, text, position, range: (start, end) => ({ file, start: position(start), end: position(end) }) }
}

/** A power of two, more than the places of a few lines. */
const REMEMBERED = 1024

/** Neighbouring nodes begin and end at the same places: they share them. */
function remembering(position: (offset: number) => Position): (offset: number) => Position {
  const offsets = new Int32Array(REMEMBERED).fill(-1)
  const positions: Position[] = Array.from({ length: REMEMBERED }, () => FILE_START)
  return (offset) => {
    const slot = offset & (REMEMBERED - 1)
    const known = positions[slot]
    if (offsets[slot] === offset && known !== undefined) return known
    const found = position(offset)
    offsets[slot] = offset
    positions[slot] = found
    return found
  }
}

function indexPositions(text: string, origin: Position): (offset: number) => Position {
  const starts = lineStarts(text)
  const widths = /[\u0080-\uFFFF]/.test(text) ? measure(text) : undefined
  let [line, start, end] = [0, 0, starts[1] ?? Infinity]
  return (offset) => {
    if (offset < start || offset >= end) {
      line = findLine(starts, offset, line)
      start = starts[line] ?? 0
      end = starts[line + 1] ?? Infinity
    }
    const columns = widths === undefined ? offset - start : at(widths.points, offset) - at(widths.points, start)
    return {
      line: origin.line + line,
      column: columns + (line === 0 ? origin.column : 1),
      byte: origin.byte + (widths === undefined ? offset : at(widths.bytes, offset)),
    }
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let found = text.indexOf('\n'); found !== -1; found = text.indexOf('\n', found + 1)) starts.push(found + 1)
  return starts
}

/** Nearly every look-up is on the line of the one before it or shortly after; the rest is a binary search. */
function findLine(starts: readonly number[], offset: number, guess: number): number {
  for (let line = guess; line < guess + 4 && offset >= (starts[guess] ?? 0); line++) {
    if (offset < (starts[line + 1] ?? Infinity)) return line
  }
  return search(starts, offset)
}

function search(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

interface Widths {
  /** UTF-8 bytes before each offset. */
  readonly bytes: Uint32Array
  /** Code points before each offset. */
  readonly points: Uint32Array
}

function measure(text: string): Widths {
  const bytes = new Uint32Array(text.length + 1)
  const points = new Uint32Array(text.length + 1)
  let [byte, point] = [0, 0]
  for (let offset = 0; offset < text.length;) {
    const code = text.codePointAt(offset) ?? 0
    const units = code > 0xff_ff ? 2 : 1
    byte += utf8Length(code)
    if (offset > 0 || code !== 0xfe_ff) point++
    for (let unit = 0; unit < units; unit++) {
      offset++
      bytes[offset] = byte
      points[offset] = point
    }
  }
  return { bytes, points }
}

/** A lone surrogate becomes U+FFFD when it is written, which is three bytes as well. */
function utf8Length(code: number): number {
  if (code < 0x80) return 1
  if (code < 0x8_00) return 2
  return code > 0xff_ff ? 4 : 3
}

function at(table: Uint32Array, offset: number): number {
  return table[offset] ?? 0
}
