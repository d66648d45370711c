import type { Comment } from '../document.ts'
import type { Source } from './source.ts'
import type { TokenKind } from './token.ts'
import {
  DOT,
  HASH,
  NEWLINE,
  QUOTE,
  RETURN,
  SLASH,
  STAR,
  identifierEnd,
  isBlank,
  isDigit,
  lineEnd,
  numberEnd,
} from './characters.ts'
import { BEGINS_PAIR, PAIR_KINDS, SINGLE_KINDS } from './token.ts'

const STRANGE_BLANK = /[\p{White_Space}\p{Cf}]/u

/** What the scanner skips and the parser must report. */
export interface ScannerEvents {
  /** A character that looks blank but is not white space of the language (NBSP, zero-width space, lone CR …); it is skipped. */
  readonly strangeBlank: (start: number, end: number) => void
  readonly unclosedComment: (start: number) => void
}

/** The current token and the one before it. */
export interface ScannerMark {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  readonly previousStart: number
  readonly previousEnd: number
}

/**
 * Reads one token after the other, on demand: the parser decides whether line breaks are tokens, and moves the scanner
 * to where a template ends. `kind`, `start` and `end` describe the current token.
 */
export class Scanner {
  readonly text: string
  readonly comments: Comment[] = []
  kind: TokenKind = 'end'
  start = 0
  end = 0
  /** The token before the current one. */
  previousStart = 0
  previousEnd = 0
  /** Whether line breaks are tokens (between arguments) or blanks (between brackets). */
  newlines = true
  readonly #source: Source
  readonly #events: ScannerEvents
  /** Everything before this offset was reported already; scanning it again reports nothing. */
  #reported = 0

  constructor(source: Source, events: ScannerEvents) {
    this.text = source.text
    this.#source = source
    this.#events = events
    if (this.text.charCodeAt(0) === 0xfe_ff) this.moveTo(1)
  }

  advance(): void {
    this.previousStart = this.start
    this.previousEnd = this.end
    this.start = this.#skipBlanks(this.end)
    this.#scan(this.start)
  }

  /** The next `advance` reads from there, and what lies between `start` and there counts as the token before it. */
  moveTo(offset: number, start = offset): void {
    this.start = start
    this.end = offset
  }

  /** Kind of the token after the current one. */
  peek(): TokenKind {
    const mark = this.mark()
    this.advance()
    const next = this.kind
    this.reset(mark)
    return next
  }

  mark(): ScannerMark {
    const { kind, start, end, previousStart, previousEnd } = this
    return { kind, start, end, previousStart, previousEnd }
  }

  /** Goes back to where `mark` was called. */
  reset(mark: ScannerMark): void {
    this.kind = mark.kind
    this.start = mark.start
    this.end = mark.end
    this.previousStart = mark.previousStart
    this.previousEnd = mark.previousEnd
  }

  /** Source text of the current token. */
  word(): string {
    return this.text.slice(this.start, this.end)
  }

  #scan(start: number): void {
    const { text } = this
    if (start >= text.length) return this.#set('end', start)
    const code = text.charCodeAt(start)
    if (code === NEWLINE) return this.#set('newline', start + 1)
    if (code === RETURN) return this.#set('newline', start + 2)
    if (code === QUOTE) return this.#set('quote', start + 1)
    if (isDigit(code)) return this.#set('number', numberEnd(text, start))
    const name = identifierEnd(text, start)
    if (name > start) return this.#set('identifier', name)
    this.#scanPunctuation(code, start)
  }

  #scanPunctuation(code: number, start: number): void {
    const { text } = this
    if (code === DOT && text.startsWith('...', start)) return this.#set('...', start + 3)
    const pair = BEGINS_PAIR[code] === true ? PAIR_KINDS.get(text.slice(start, start + 2)) : undefined
    if (pair !== undefined) return this.#set(pair, start + 2)
    const single = SINGLE_KINDS[code]
    if (single !== undefined) return this.#set(single, start + 1)
    this.#set('invalid', start + characterLength(text, start))
  }

  #set(kind: TokenKind, end: number): void {
    this.kind = kind
    this.end = end
  }

  #skipBlanks(from: number): number {
    const { text } = this
    let offset = from
    while (offset < text.length) {
      const code = text.charCodeAt(offset)
      if (isBlank(code)) offset++
      else if (code === NEWLINE || (code === RETURN && text.charCodeAt(offset + 1) === NEWLINE)) {
        if (this.newlines) return offset
        offset += code === NEWLINE ? 1 : 2
      } else if (code === HASH) offset = this.#lineComment(offset, 'hash')
      else if (code === SLASH && text.charCodeAt(offset + 1) === SLASH) offset = this.#lineComment(offset, 'slashes')
      else if (code === SLASH && text.charCodeAt(offset + 1) === STAR) offset = this.#blockComment(offset)
      else if (code < 0x7f && code > 0x20) return offset
      else {
        const next = this.#skipStrangeBlank(offset)
        if (next === offset) return offset
        offset = next
      }
    }
    return offset
  }

  #lineComment(start: number, style: 'hash' | 'slashes'): number {
    const end = lineEnd(this.text, start)
    this.#comment(style, start, end)
    return end
  }

  #blockComment(start: number): number {
    const close = this.text.indexOf('*/', start + 2)
    const end = close === -1 ? this.text.length : close + 2
    if (close === -1 && start >= this.#reported) this.#events.unclosedComment(start)
    this.#comment('block', start, end)
    return end
  }

  #comment(style: Comment['style'], start: number, end: number): void {
    if (start < this.#reported) return
    this.#reported = end
    this.comments.push({ style, text: this.text.slice(start, end), range: this.#source.range(start, end) })
  }

  #skipStrangeBlank(start: number): number {
    const end = start + characterLength(this.text, start)
    if (!STRANGE_BLANK.test(this.text.slice(start, end))) return start
    if (start >= this.#reported) {
      this.#reported = end
      this.#events.strangeBlank(start, end)
    }
    return end
  }
}

function characterLength(text: string, offset: number): number {
  return (text.codePointAt(offset) ?? 0) > 0xff_ff ? 2 : 1
}
