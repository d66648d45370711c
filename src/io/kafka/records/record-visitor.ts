/**
 * Takes the records of one partition, ascending by offset. The bytes are only valid during the call. `take` and `reject` return
 * whether more is wanted: a record that was answered with `false` was not taken and is offered again.
 */
export interface RecordVisitor {
  /** Value bytes `source[start, end)` of the record at `offset`; `next` is the position after it. */
  take(source: Uint8Array, start: number, end: number, offset: number, next: number): boolean
  /** A record without a value. */
  reject(reason: string, value: Uint8Array | undefined, offset: number, next: number): boolean
  /** Nothing to take below `next`. */
  pass(next: number): void
}
