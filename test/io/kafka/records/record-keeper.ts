import type { RecordVisitor } from '../../../../src/io/kafka/records/record-visitor.ts'

/** What a visitor was offered and took: `[offset, value]`, without a value `[offset]`. */
export type KeptRecord = readonly [offset: number, value?: string]

/** Keeps what it is offered, at most `most` records a walk; refuses the next one. */
export class RecordKeeper implements RecordVisitor {
  readonly kept: KeptRecord[] = []
  readonly passed: number[] = []
  position = -1
  #left = Infinity

  /** Takes so many more. */
  allow(most: number): this {
    this.#left = most
    return this
  }

  // oxlint-disable-next-line max-params -- the contract
  take(source: Uint8Array, start: number, end: number, offset: number, next: number): boolean {
    return this.#keep([offset, Buffer.from(source.subarray(start, end)).toString()], next)
  }

  // oxlint-disable-next-line max-params -- the contract
  reject(_reason: string, _value: Uint8Array | undefined, offset: number, next: number): boolean {
    return this.#keep([offset], next)
  }

  pass(next: number): void {
    this.passed.push(next)
    this.position = next
  }

  #keep(record: KeptRecord, next: number): boolean {
    if (this.#left-- <= 0) return false
    this.kept.push(record)
    this.position = next
    return true
  }
}
