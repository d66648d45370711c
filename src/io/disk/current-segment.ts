import { openCurrentSegment } from './journal-segments.ts'
import type { SegmentPlace } from './journal-segments.ts'
import type { SegmentFile } from './segment-file.ts'

/** Follows a journal from segment to segment; keeps the file open, so that each read goes on where the one before stopped. */
export class CurrentSegment {
  readonly #place: SegmentPlace
  readonly #how: 'read' | 'append'
  #segment: SegmentFile | undefined
  #queue: Promise<unknown> = Promise.resolve()

  constructor(place: SegmentPlace, how: 'read' | 'append') {
    this.#place = place
    this.#how = how
  }

  /** The current segment, read to its end; sealed only as long as it has no successor. Calls queue up. */
  read(): Promise<SegmentFile | undefined> {
    return this.#inTurn(() => this.#read())
  }

  /** Hands the file over: closing it is the caller's business now. */
  release(): void {
    this.#segment = undefined
  }

  /** Idempotent. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#close())
  }

  async #read(): Promise<SegmentFile | undefined> {
    await this.#segment?.readOn()
    const isCurrent = this.#segment?.counted.sealed === false && !(await this.#segment.isReplaced())
    if (isCurrent) return this.#segment
    await this.#close()
    this.#segment = await openCurrentSegment(this.#place, this.#how)
    return this.#segment
  }

  async #close(): Promise<void> {
    const segment = this.#segment
    this.#segment = undefined
    await segment?.close()
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(action)
    this.#queue = result.catch(() => {})
    return result
  }
}
