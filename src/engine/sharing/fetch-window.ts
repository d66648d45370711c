import type { Segment } from './segment.ts'

/** What was fetched last of one partition for all who follow it: segments without a gap, up to `head`. */
export class FetchWindow {
  #segments: readonly Segment[] = []
  #head: number
  #log: string | undefined

  /** Empty, to be filled from this position on. */
  constructor(at: { readonly offset: number; readonly log?: string }) {
    this.#head = at.offset
    this.#log = at.log
  }

  /** Where the next fetch goes on, with the identity of the log there. */
  get head(): { readonly offset: number; readonly log?: string } {
    return this.#log === undefined ? { offset: this.#head } : { offset: this.#head, log: this.#log }
  }

  get bytes(): number {
    return this.#segments.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Whether one who stands at this position can go on from here. */
  covers(position: number): boolean {
    return position >= (this.#segments[0]?.begin ?? this.#head) && position <= this.#head
  }

  /** Whether that is all that is known of one who stands here. */
  isHead(position: { readonly offset: number; readonly log?: string }): boolean {
    return position.offset === this.#head && position.log === this.#log
  }

  /** The first segment that goes on from this position. */
  at(position: number): Segment | undefined {
    return this.#segments.find(({ end }) => end > position)
  }

  /** Whether it continues what is here. */
  continues({ begin, end }: { readonly begin: number; readonly end: number }): boolean {
    return begin <= this.#head && end > this.#head
  }

  append(segment: Segment): void {
    this.#segments = [...this.#segments, segment]
    this.#head = segment.end
    this.#log = segment.log ?? this.#log
  }

  /** Lets go of what ends at or before this position. */
  dropUpTo(position: number): void {
    const dropped = this.#segments.filter(({ end }) => end <= position)
    if (dropped.length === 0) return
    this.#segments = this.#segments.slice(dropped.length)
    for (const segment of dropped) segment.letGo()
  }

  /** Lets go of the oldest segment; gives where it ended. */
  dropOldest(): number | undefined {
    const end = this.#segments[0]?.end
    if (end !== undefined) this.dropUpTo(end)
    return end
  }
}
