import type { Complaint, Parser } from './parser.ts'

/** Whether the current token is a word glued to the number before it, as in `60s`. */
export function isUnit(parser: Parser): boolean {
  const { kind, start, previousEnd, previousStart, text } = parser.scanner
  return kind === 'identifier' && start === previousEnd && /^\d/.test(text.slice(previousStart, previousEnd))
}

export function describeUnit(parser: Parser): Complaint {
  const { previousStart: start, end, text } = parser.scanner
  const word = text.slice(start, end)
  const number = decimalOf(word)
  if (number !== undefined) {
    const detail = `Numbers are written with decimal digits alone: ${number}.`
    return { start, end, detail, fix: parser.replace(start, end, number) }
  }
  const detail = `A number carries no unit and no letters. Durations, sizes and other text are strings in double quotes: "${word}".`
  return { start, end, detail, fix: parser.replace(start, end, `"${word}"`) }
}

/** The number that is meant by another notation: `0x1F`, `0b11`, `0o17`, `1_000`. */
function decimalOf(word: string): string | undefined {
  const plain = word.replaceAll('_', '')
  if (!/^(?:0[xX][\dA-Fa-f]+|0[bB][01]+|0[oO][0-7]+|\d+)$/.test(plain)) return undefined
  return BigInt(plain).toString()
}
