import type { ObjectMetadata } from '../model/object-metadata.ts'

/** An object whose batch has dead letters. */
export interface ExpectedDeadLetters {
  /** Of the object with the events. */
  readonly key: string
  readonly batch: string
  readonly expected: number
}

/** Whether each batch with rejected records has its dead-letter object. Memory grows with the batches that have some. */
export class DeadLetters {
  readonly #expected = new Map<string, ExpectedDeadLetters>()
  readonly #found = new Map<string, number>()

  add(key: string, { role, batch, rejected, records, incomplete }: ObjectMetadata): void {
    if (role === 'dead-letters') this.#found.set(batch, records)
    else if (rejected > 0 && !incomplete) this.#expected.set(batch, { key, batch, expected: rejected })
  }

  /** Those whose object was not found, or with another number of records. */
  missing(): readonly ExpectedDeadLetters[] {
    return [...this.#expected.values()].filter(({ batch, expected }) => this.#found.get(batch) !== expected)
  }
}
