import { BACKSLASH, DOLLAR, NEWLINE, OPEN_BRACE, PERCENT, QUOTE } from './characters.ts'

const CLOSE_BRACE = 0x7d

/** Offset behind the closing quote of the string whose text begins at `from`, or the end of its line; nothing is checked. */
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
