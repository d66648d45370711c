import { DOLLAR, OPEN_BRACE, PERCENT } from './characters.ts'

/** Literal text as it is collected: stretches of the source with what stands for escapes between them. */
export class LiteralText {
  readonly #source: string
  #text = ''
  #copied: number

  constructor(source: string, start: number) {
    this.#source = source
    this.#copied = start
  }

  /** Puts `text` in the place of the source between `start` and `end`. */
  replace(start: number, end: number, text: string): void {
    this.#text += this.#source.slice(this.#copied, start) + text
    this.#copied = end
  }

  finish(end: number): string {
    return this.#text + this.#source.slice(this.#copied, end)
  }
}

/** At a `$` or `%`: how far the literal goes on, or nothing where a template sequence begins. `$${` is a literal `${`. */
export function passMarker(source: string, offset: number, literal: LiteralText): number | undefined {
  const marker = source.charCodeAt(offset)
  let end = offset + 1
  while (source.charCodeAt(end) === marker) end++
  if (source.charCodeAt(end) !== OPEN_BRACE) return end
  if (end === offset + 1) return undefined
  literal.replace(end - 1, end, '')
  return end + 1
}

export function isMarker(code: number): boolean {
  return code === DOLLAR || code === PERCENT
}
