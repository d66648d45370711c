const TAB = 0x09
export const NEWLINE = 0x0a
export const RETURN = 0x0d
const SPACE = 0x20
export const QUOTE = 0x22
export const HASH = 0x23
export const DOLLAR = 0x24
export const PERCENT = 0x25
export const STAR = 0x2a
export const DOT = 0x2e
export const SLASH = 0x2f
export const BACKSLASH = 0x5c
export const OPEN_BRACE = 0x7b
export const TILDE = 0x7e

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Offset after the identifier at `offset`; `offset` itself where none begins. */
export function identifierEnd(text: string, offset: number): number {
  let end = offset
  if (!isAsciiStart(text.charCodeAt(end))) return matchEnd(IDENTIFIER, text, offset)
  do end++
  while (isAsciiContinue(text.charCodeAt(end)))
  return text.charCodeAt(end) < 0x80 || end === text.length ? end : matchEnd(IDENTIFIER, text, offset)
}

/** Offset after the number at `offset`, which begins with a digit. */
export function numberEnd(text: string, offset: number): number {
  return matchEnd(NUMBER, text, offset)
}

/** Offset of the line break (or the end of the text) that ends the line of `offset`; a CR before it belongs to the break. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset)
  if (found === -1) return text.length
  return found > offset && text.charCodeAt(found - 1) === RETURN ? found - 1 : found
}

/** Offset after the last character of the line that is not blank, never before `offset`. */
export function trimmedLineEnd(text: string, offset: number): number {
  let end = lineEnd(text, offset)
  while (end > offset && isBlank(text.charCodeAt(end - 1))) end--
  return end
}

/** Whether only blanks stand between the start of the line and `offset`. */
export function isFirstOnLine(text: string, offset: number): boolean {
  let before = offset - 1
  while (before >= 0 && isBlank(text.charCodeAt(before))) before--
  return before < 0 || text.charCodeAt(before) === NEWLINE
}

/** Number of blanks at the start of the line of `offset`. */
export function indentation(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  let end = start
  while (end < offset && isBlank(text.charCodeAt(end))) end++
  return end - start
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

function isAsciiStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f
}

function isAsciiContinue(code: number): boolean {
  return isAsciiStart(code) || isDigit(code) || code === 0x2d
}

function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset
  return pattern.test(text) ? pattern.lastIndex : offset
}
