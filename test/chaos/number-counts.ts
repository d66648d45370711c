/** A record by the numbers that it carries. */
export interface Numbered {
  readonly partition: number
  readonly sequence: number
}

const FIRST_LENGTH = 1024

/** How often each numbered record was seen, at most 255 times: a byte for each, so millions of them fit. */
export class NumberCounts {
  readonly #counts = new Map<number, Uint8Array>()

  add({ partition, sequence }: Numbered): void {
    const counts = this.#roomFor({ partition, sequence })
    counts[sequence] = Math.min(255, (counts[sequence] ?? 0) + 1)
  }

  of({ partition, sequence }: Numbered): number {
    return this.#counts.get(partition)?.[sequence] ?? 0
  }

  /** Those that were seen. */
  *seen(): Generator<Numbered> {
    for (const [partition, counts] of this.#counts) {
      for (let sequence = 0; sequence < counts.length; sequence++) {
        if (counts[sequence] !== 0) yield { partition, sequence }
      }
    }
  }

  #roomFor({ partition, sequence }: Numbered): Uint8Array {
    const counts = this.#counts.get(partition) ?? new Uint8Array(FIRST_LENGTH)
    const grown = sequence < counts.length ? counts : new Uint8Array(2 * (sequence + 1))
    if (grown !== counts) grown.set(counts)
    this.#counts.set(partition, grown)
    return grown
  }
}
