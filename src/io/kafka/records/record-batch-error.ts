/**
 * - `damaged`: what came is not what a producer wrote: checksum, length, content
 * - `old-format`: a message set from before record batches (Kafka 0.10 and older)
 */
export type RecordBatchFault = 'damaged' | 'old-format'

/** A batch that cannot be read. The only error that reading a record set throws. */
export class RecordBatchError extends Error {
  readonly fault: RecordBatchFault
  /** The first offset that could not be read. */
  readonly offset: number

  constructor(
    fault: RecordBatchFault,
    at: { readonly offset: number; readonly reason: string },
    options?: ErrorOptions,
  ) {
    super(`Cannot read the batch at offset ${at.offset}: ${at.reason}`, options)
    this.name = 'RecordBatchError'
    this.fault = fault
    this.offset = at.offset
  }
}
