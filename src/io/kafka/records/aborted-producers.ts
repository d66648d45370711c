/** A transaction that was aborted, as a fetch tells it: records of this producer from `firstOffset` on, up to its abort marker. */
export interface AbortedTransaction {
  readonly producerId: number
  readonly firstOffset: number
}

/** Whose transactional records do not count, kept up to date while batches are walked in order. */
export class AbortedProducers {
  readonly #pending: AbortedTransaction[]
  readonly #aborting = new Set<number>()

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#pending = transactions.toSorted((one, other) => other.firstOffset - one.firstOffset)
  }

  /** To be told of every batch, before `isAborting`. */
  advance(lastOffset: number): void {
    for (;;) {
      const first = this.#pending.at(-1)
      if (first === undefined || first.firstOffset > lastOffset) return
      this.#aborting.add(first.producerId)
      this.#pending.pop()
    }
  }

  isAborting(producerId: number): boolean {
    return this.#aborting.size > 0 && this.#aborting.has(producerId)
  }

  /** At the abort marker: what the producer writes after it is another transaction. */
  end(producerId: number): void {
    this.#aborting.delete(producerId)
  }
}
