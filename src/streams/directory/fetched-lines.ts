import type { Fetched, RecordConsumer } from '../../model/stream.ts'

const NEWLINE = 0x0a

/** Complete lines of one partition in one buffer. */
export interface LinesInit {
  readonly partition: number
  readonly buffer: Uint8Array
  /** Where the first line begins in the buffer. */
  readonly begin: number
  /** After the newline of the last line. */
  readonly end: number
  /** Position in the file of the buffer's byte `begin`. */
  readonly offset: number
  /** Identity of the file, its head perhaps longer than before. */
  readonly log: string | undefined
  /** Called once: the buffer may be used again. */
  readonly release: () => void
}

/** A line goes out as it stands in the file, without its newline; a carriage return before it stays. */
export class FetchedLines implements Fetched {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly bytes: number
  readonly absentByte = NEWLINE
  readonly #lines: LinesInit
  #position: number
  #released = false

  constructor(lines: LinesInit) {
    this.partition = lines.partition
    this.begin = lines.offset
    this.end = lines.offset + lines.end - lines.begin
    this.bytes = lines.buffer.byteLength
    this.#lines = lines
    this.#position = lines.begin
  }

  logAt(): string | undefined {
    return this.#lines.log
  }

  decode(consumer: RecordConsumer): boolean {
    const { buffer, begin, end, offset } = this.#lines
    const shift = offset - begin
    let start = this.#position
    while (start < end) {
      const newline = buffer.indexOf(NEWLINE, start)
      if (!consumer.take(buffer, start, newline, start + shift, newline + 1 + shift)) {
        this.#position = start
        return false
      }
      start = newline + 1
    }
    this.#position = end
    return true
  }

  fork(from: number): Fetched {
    const begin = this.#lines.begin + from - this.begin
    return new FetchedLines({ ...this.#lines, begin, offset: from, release: () => undefined })
  }

  release(): void {
    if (this.#released) return
    this.#released = true
    this.#lines.release()
  }
}
