import type { Scalar } from 'yaml'

/**
 * Where each character (UTF-16 unit) of a scalar's value stands in its raw text, and at the end the offset after the last
 * one. Nothing where raw text and value could not be matched.
 */
export function scalarOffsets(raw: string, type: Scalar.Type, value: string): readonly number[] | undefined {
  switch (type) {
    case 'PLAIN':
      return alignFlow(raw, value, { start: 0, escape: noEscape })
    case 'QUOTE_SINGLE':
      return alignFlow(raw, value, { start: 1, escape: (at) => (raw.startsWith("''", at) ? 2 : 0) })
    case 'QUOTE_DOUBLE':
      return alignFlow(raw, value, { start: 1, escape: (at) => escapeLength(raw, at) })
    case 'BLOCK_LITERAL':
    case 'BLOCK_FOLDED':
      return alignBlock(raw, value)
  }
}

interface Alignment {
  readonly start: number
  /** Length of the escape sequence at an offset; 0 where none begins. */
  readonly escape: (at: number) => number
}

/** A line break of the raw text with the blanks around it and the empty lines after it. */
const FLOW_BREAK = /[ \t]*(?:\r?\n[ \t]*)+/y
const ESCAPED_BREAK = /\\\r?\n[ \t]*/y

function alignFlow(raw: string, value: string, { start, escape }: Alignment): readonly number[] | undefined {
  const offsets: number[] = []
  let at = start
  while (offsets.length < value.length) {
    const continued = escape === noEscape ? 0 : matchLength(ESCAPED_BREAK, raw, at)
    const broken = matchLength(FLOW_BREAK, raw, at)
    const escaped = escape(at)
    if (continued > 0 && raw.charAt(start - 1) === '"') at += continued
    else if (escaped > 0) {
      const units = (value.codePointAt(offsets.length) ?? 0) > 0xff_ff ? 2 : 1
      for (let unit = 0; unit < units; unit++) offsets.push(at)
      at += escaped
    } else if (broken > 0) {
      alignBreak(value, offsets, at)
      at += broken
    } else if (raw.charAt(at) === value.charAt(offsets.length)) offsets.push(at++)
    else return undefined
  }
  return [...offsets, at]
}

function alignBlock(raw: string, value: string): readonly number[] | undefined {
  const header = raw.indexOf('\n') + 1
  const widest = /\n( *)[^ \r\n]/.exec(raw)?.[1]?.length ?? 0
  for (let indent = widest; indent >= 0; indent--) {
    const offsets = alignLines(raw, value, { start: header, indent })
    if (offsets !== undefined) return offsets
  }
  return undefined
}

function alignLines(
  raw: string,
  value: string,
  { start, indent }: { readonly start: number; readonly indent: number },
): readonly number[] | undefined {
  const lineBreak = new RegExp(String.raw`(?:\r?\n {0,${indent}})+`, 'y')
  const leading = new RegExp(String.raw` {0,${indent}}(?:\r?\n {0,${indent}})*`, 'y')
  const offsets: number[] = []
  alignBreak(value, offsets, start)
  let at = start + matchLength(leading, raw, start)
  while (offsets.length < value.length) {
    const broken = matchLength(lineBreak, raw, at)
    if (broken > 0) {
      alignBreak(value, offsets, at)
      at += broken
    } else if (raw.charAt(at) === value.charAt(offsets.length)) offsets.push(at++)
    else return undefined
  }
  return [...offsets, at]
}

/** What a line break became: a space, or the line breaks that are kept. */
function alignBreak(value: string, offsets: number[], at: number): void {
  if (value.charAt(offsets.length) === ' ') {
    offsets.push(at)
    return
  }
  while (value.charAt(offsets.length) === '\n') offsets.push(at)
}

function noEscape(): number {
  return 0
}

const HEXADECIMAL: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

function escapeLength(raw: string, at: number): number {
  return raw.charAt(at) === '\\' ? 2 + (HEXADECIMAL.get(raw.charAt(at + 1)) ?? 0) : 0
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}
