import type { Fetched } from '../../model/stream.ts'
import type { Segment } from './segment.ts'

/** A reader's position, with the identity of the log there as far as it is known. */
interface Place {
  readonly offset: number
  readonly log?: string
}

/** Fetched data, with the identity of the log where it begins. */
interface Piece {
  readonly segment: Segment
  readonly log: string | undefined
}

/** What was fetched last of one partition for all who follow it: segments without a gap, up to `head`. */
export class FetchWindow {
  #pieces: readonly Piece[] = []
  #head: number
  #log: string | undefined

  /** Empty, to be filled from this position on. */
  constructor(at: Place) {
    this.#head = at.offset
    this.#log = at.log
  }

  /** Where the next fetch goes on, with the identity of the log there. */
  get head(): Place {
    return this.#log === undefined ? { offset: this.#head } : { offset: this.#head, log: this.#log }
  }

  get bytes(): number {
    return this.#pieces.reduce((sum, { segment }) => sum + segment.bytes, 0)
  }

  /** Whether a reader at this position can continue from it: in the same log, since another log may have replaced it. */
  covers({ offset, log }: Place): boolean {
    const piece = this.#pieces.find(({ segment }) => segment.begin <= offset && offset <= segment.end)
    if (piece === undefined) return offset === this.#head && isSame(log, this.#log)
    return isSame(log, piece.segment.logAt(offset) ?? piece.log)
  }

  /** Whether a reader at this position is at the head, with the same knowledge of its log. */
  isHead({ offset, log }: Place): boolean {
    return offset === this.#head && log === this.#log
  }

  /** The first segment that goes on from this position. */
  at(position: number): Segment | undefined {
    return this.#pieces.find(({ segment: { begin, end } }) => begin <= position && position < end)?.segment
  }

  /** Whether data continues what is here, in the same log; `log`: its identity where the data begins. */
  continues(fetched: Pick<Fetched, 'begin' | 'end' | 'logAt'>, log: string | undefined): boolean {
    if (fetched.begin > this.#head || fetched.end <= this.#head) return false
    return isSame(this.#log, fetched.logAt?.(this.#head) ?? log)
  }

  /** What continues it; `log` as there. */
  append(segment: Segment, log: string | undefined): void {
    this.#pieces = [...this.#pieces, { segment, log }]
    this.#head = segment.end
    this.#log = segment.logAt(segment.end) ?? this.#log
  }

  /** Releases what ends at or before this position. */
  dropUpTo(position: number): void {
    const dropped = this.#pieces.filter(({ segment }) => segment.end <= position)
    if (dropped.length === 0) return
    this.#pieces = this.#pieces.slice(dropped.length)
    for (const { segment } of dropped) segment.release()
  }

  /** Releases the oldest segment; returns where it ended. */
  dropOldest(): number | undefined {
    const end = this.#pieces[0]?.segment.end
    if (end !== undefined) this.dropUpTo(end)
    return end
  }
}

/** A reader that does not know its log has nothing to compare. */
function isSame(known: string | undefined, found: string | undefined): boolean {
  return known === undefined || known === found
}
