/** Repeatable randomness: the same seed gives the same numbers on every machine. Not for secrets. */
export interface RandomSource {
  /** A whole number in `[0, 2^32)`. */
  bits(): number
  /** A whole number in `[0, bound)`. */
  below(bound: number): number
}

/** A source for a seed of any text (the generator sfc32, seeded by a 128-bit hash of the text). */
export function randomSource(seed: string): RandomSource {
  let [a, b, c, counter] = hash(seed)
  const bits = () => {
    const result = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  for (let warmUp = 0; warmUp < 16; warmUp++) bits()
  return { bits, below: (bound) => Math.floor((bits() / 2 ** 32) * bound) }
}

/** FNV-1a over UTF-16 units, four times with different beginnings. */
function hash(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x243f6a88, 0xb7e15162]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    words[0] = Math.imul(words[0] ^ unit, 0x01000193)
    words[1] = Math.imul(words[1] ^ (unit + words[0]), 0x01000193)
    words[2] = Math.imul(words[2] ^ (unit + words[1]), 0x01000193)
    words[3] = Math.imul(words[3] ^ (unit + words[2]), 0x01000193)
  }
  return words
}
