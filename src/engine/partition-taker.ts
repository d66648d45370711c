import type { Fetched, RecordTaker } from '../model/stream.ts'
import { LineBuffer } from './line-buffer.ts'
import type { OpenBatch } from './open-batch.ts'

const NEWLINE = 0x0a
const NOTHING = Buffer.alloc(0)

/** What one partition gives to a batch: the range `[begin, end)` and its lines. */
export interface BatchPart {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly lines: LineBuffer
  readonly records: number
  readonly skipped: number
  readonly log?: string
}

/** Takes the records of one partition into the open batch. Called once per record: nothing here makes lasting objects. */
export class PartitionTaker implements RecordTaker {
  readonly partition: number
  readonly #batch: OpenBatch
  #lines: LineBuffer | undefined
  #begin: number
  #position: number
  #records = 0
  #openedAt = Infinity
  #skipped = 0
  #log: string | undefined
  /** The array last searched, a view of it (a Buffer is searched 20 times faster), and the first newline at or after the last record. */
  #searched: Uint8Array | undefined
  #view: Buffer = NOTHING
  #searchedFrom = 0
  #newline = -1

  /** `begin`: where the next range begins; `position`: the next offset to read. */
  constructor(batch: OpenBatch, at: { readonly partition: number; readonly begin: number; readonly position: number }) {
    this.#batch = batch
    this.partition = at.partition
    this.#begin = at.begin
    this.#position = at.position
  }

  get position(): number {
    return this.#position
  }

  get records(): number {
    return this.#records
  }

  get bytes(): number {
    return this.#lines?.size ?? 0
  }

  /** Wall clock when the open batch got its first record from here. */
  get openedAt(): number {
    return this.#openedAt
  }

  get log(): string | undefined {
    return this.#log
  }

  /** True when everything in it was taken. */
  decode(fetched: Fetched): boolean {
    this.#searched = undefined
    this.#view = NOTHING
    const before = this.#position
    const done = fetched.decode(this)
    if (this.#position !== before && fetched.log !== undefined) this.#log = fetched.log
    return done
  }

  /** Tells the wall clock: a first record is dated, and one that seems to come from the future since the clock jumped back. */
  date(now: number): void {
    if (this.#records > 0) this.#openedAt = Math.min(this.#openedAt, now)
  }

  // oxlint-disable-next-line max-params -- the contract: no object per record
  take(source: Uint8Array, start: number, end: number, offset: number, next: number): boolean {
    if (end <= start) return this.#invalid('it is empty', offset, next)
    if (this.#hasNewline(source, start, end)) return this.#invalid('it contains a newline', offset, next)
    const lines = (this.#lines ??= new LineBuffer(this.#batch.budget))
    if (!this.#batch.admits(end - start + 1, lines.needsChunk(end - start))) return false
    lines.append(source, start, end)
    this.#records++
    this.#position = next
    return true
  }

  // oxlint-disable-next-line max-params -- the contract
  reject(reason: string, _value: Uint8Array | undefined, offset: number, next: number): boolean {
    return this.#invalid(reason, offset, next)
  }

  pass(next: number): void {
    this.#position = Math.max(this.#position, next)
  }

  /** Hands over what was taken and begins the next range. */
  detach(): BatchPart {
    const part: BatchPart = {
      partition: this.partition,
      begin: this.#begin,
      end: this.#position,
      lines: this.#lines ?? new LineBuffer(this.#batch.budget),
      records: this.#records,
      skipped: this.#skipped,
      ...(this.#log === undefined ? {} : { log: this.#log }),
    }
    this.#lines = undefined
    this.#begin = this.#position
    this.#records = this.#skipped = 0
    this.#openedAt = Infinity
    return part
  }

  #invalid(reason: string, offset: number, next: number): boolean {
    if (!this.#batch.skips({ partition: this.partition, offset, reason })) return false
    this.#skipped++
    this.#position = next
    return true
  }

  /** One search serves all records before the newline that it finds. */
  #hasNewline(source: Uint8Array, start: number, end: number): boolean {
    if (source !== this.#searched || start < this.#searchedFrom) {
      this.#searched = source
      this.#view = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
      this.#newline = -1
    }
    this.#searchedFrom = start
    if (this.#newline < start) {
      const found = this.#view.indexOf(NEWLINE, start)
      this.#newline = found === -1 ? Infinity : found
    }
    return this.#newline < end
  }
}
