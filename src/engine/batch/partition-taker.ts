import type { Revision } from '../../model/export-job.ts'
import { InternalError } from '../../model/internal-error.ts'
import type { Fetched, RecordConsumer } from '../../model/stream.ts'
import { deadLetter, NOT_A_LINE } from '../decide/dead-letter.ts'
import { LineBuffer } from './line-buffer.ts'
import { NewlineFinder } from './newline-finder.ts'
import type { OpenBatch } from './open-batch.ts'
import type { Spill } from './spill.ts'

export interface TakenLines {
  readonly lines: LineBuffer
  readonly records: number
}

/** Records that are no lines, as dead letters. */
export interface RejectedLines extends TakenLines {
  /** Offset of the first of them. */
  readonly from: number
  /** The revision that they were written under: their batch is made under it too. */
  readonly revision: Revision
}

/** What one partition gives to a batch: the range `[begin, end)`, its lines and its dead letters. */
export interface BatchPart extends TakenLines {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly skipped: number
  /** Absent where there are none. */
  readonly rejected?: RejectedLines
  readonly log?: string
}

/** Takes the records of one partition into the open batch. Called once per record: nothing here makes lasting objects. */
export class PartitionTaker implements RecordConsumer {
  readonly partition: number
  readonly #batch: OpenBatch
  readonly #newlines = new NewlineFinder()
  #isLines = false
  #lines: LineBuffer | undefined
  #rejected: { lines: LineBuffer; records: number; from: number; revision: Revision } | undefined
  #begin: number
  #position: number
  #records = 0
  #openedAt = Infinity
  #skipped = 0
  #log: string | undefined
  #current: Fetched | undefined
  #isBroken = false

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

  /** Lines and dead letters taken. */
  get records(): number {
    return this.#records + (this.#rejected?.records ?? 0)
  }

  get bytes(): number {
    return (this.#lines?.size ?? 0) + (this.#rejected?.lines.size ?? 0)
  }

  /** Bytes of them that are not in memory. */
  get spilled(): number {
    return (this.#lines?.spilled ?? 0) + (this.#rejected?.lines.spilled ?? 0)
  }

  get spillable(): number {
    return (this.#lines?.spillable ?? 0) + (this.#rejected?.lines.spillable ?? 0)
  }

  /** Moves what it can out of memory; whether all fitted. */
  spill(to: Spill): boolean {
    return (this.#lines?.spill(to) ?? true) && (this.#rejected?.lines.spill(to) ?? true)
  }

  /** Wall clock when the open batch got its first record from here. */
  get openedAt(): number {
    return this.#openedAt
  }

  get log(): string | undefined {
    return this.#log
  }

  /** True when everything in it was taken that may be: nothing after what could not be decoded. Throws where it does not go on from here. */
  decode(fetched: Fetched): boolean {
    if (this.#isBroken) return true
    if (fetched !== this.#current && fetched.begin !== this.#position) throw outOfPlace(fetched, this.#position)
    this.#current = fetched
    this.#newlines.forget()
    this.#lines?.forget()
    this.#isLines = fetched.isLines === true
    const before = this.#position
    const done = fetched.decode(this)
    this.#newlines.forget()
    this.#lines?.forget()
    this.#isBroken = fetched.failure !== undefined
    if (this.#position !== before) this.#log = fetched.logAt?.(this.#position) ?? this.#log
    return done
  }

  /** Tells the wall clock: a first record is dated, and one that seems to come from the future since the clock jumped back. */
  date(now: number): void {
    if (this.records > 0) this.#openedAt = Math.min(this.#openedAt, now)
  }

  // oxlint-disable-next-line max-params -- the contract: no object per record
  take(source: Uint8Array, start: number, end: number, offset: number, next: number): boolean {
    if (end <= start) return this.reject(NOT_A_LINE.empty, source.subarray(start, start), offset, next)
    if (!this.#isLines && this.#newlines.isIn(source, start, end))
      return this.reject(NOT_A_LINE.newline, source.subarray(start, end), offset, next)
    const lines = (this.#lines ??= new LineBuffer(this.#batch.budget))
    if (!this.#batch.admits(end - start + 1, lines.needsChunk(end - start))) return false
    lines.append(source, start, end)
    this.#records++
    this.#position = next
    return true
  }

  // oxlint-disable-next-line max-params -- the contract
  reject(reason: string, value: Uint8Array | undefined, offset: number, next: number): boolean {
    const { partition } = this
    switch (this.#batch.judge({ partition, offset, reason }, this.#rejected !== undefined)) {
      case 'fail':
        return false
      case 'skip':
        this.#skipped++
        break
      case 'dead_letter':
        if (!this.#setAside(reason, value, offset)) return false
    }
    this.#position = next
    return true
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
      ...(this.#rejected === undefined ? {} : { rejected: this.#rejected }),
      ...(this.#log === undefined ? {} : { log: this.#log }),
    }
    this.#lines = this.#rejected = undefined
    this.#begin = this.#position
    this.#records = this.#skipped = 0
    this.#openedAt = Infinity
    return part
  }

  #setAside(reason: string, value: Uint8Array | undefined, offset: number): boolean {
    const revision = this.#rejected?.revision ?? this.#batch.revision
    const line = deadLetter({ stream: revision.streamName, partition: this.partition, offset, reason, value })
    const lines = this.#rejected?.lines ?? new LineBuffer(this.#batch.budget)
    if (!this.#batch.admits(line.length + 1, lines.needsChunk(line.length))) return false
    lines.append(line, 0, line.length)
    this.#rejected ??= { lines, records: 0, from: offset, revision }
    this.#rejected.records++
    this.#batch.noteRejected({ partition: this.partition, offset, reason })
    return true
  }
}

function outOfPlace({ partition, begin }: Fetched, position: number): InternalError {
  return new InternalError(`Cannot take partition ${partition} from offset ${begin} on: it was taken up to ${position}`)
}
