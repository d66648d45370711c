import type { RecordConsumer } from '../../model/stream.ts'

/** A buffer that looks ahead in a source until it forgets it. */
interface LooksAhead extends RecordConsumer {
  forget(): void
}

/** Hands decoded records to the buffer of their partition: the bytes of each are valid during its call only. */
export class OneByOne implements RecordConsumer {
  readonly #buffer: LooksAhead

  constructor(buffer: LooksAhead) {
    this.#buffer = buffer
  }

  // oxlint-disable-next-line max-params -- the contract: no object per record
  take(source: Uint8Array, start: number, end: number, offset: number, next: number): boolean {
    const isTaken = this.#buffer.take(source, start, end, offset, next)
    this.#buffer.forget()
    return isTaken
  }

  // oxlint-disable-next-line max-params -- the contract
  reject(reason: string, value: Uint8Array | undefined, offset: number, next: number): boolean {
    return this.#buffer.reject(reason, value, offset, next)
  }

  pass(next: number): void {
    this.#buffer.pass(next)
  }
}
