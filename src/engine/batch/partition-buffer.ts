import type { Revision } from '../../model/export-job.ts'
import { InternalError } from '../../model/internal-error.ts'
import type { Fetched, RecordConsumer } from '../../model/stream.ts'
import type { RecordDecoder } from '../../model/record-decoder.ts'
import type { RecordRules } from '../../model/object-format.ts'
import { deadLetter } from '../decide/dead-letter.ts'
import { acceptAlike } from './batch-part.ts'
import type { BatchPart } from './batch-part.ts'
import { ByteFinder } from './byte-finder.ts'
import { OneByOne } from './one-by-one.ts'
import { RecordBuffer } from './record-buffer.ts'
import type { OpenBatch } from './open-batch.ts'
import type { Spill } from './spill.ts'

/** Takes the records of one partition into the open batch. Called once per record: nothing here makes lasting objects. */
export class PartitionBuffer implements RecordConsumer {
  readonly partition: number
  readonly #batch: OpenBatch
  readonly #decoder: RecordDecoder | undefined
  /** Under which the records of the open part are accepted, with what its format says of them. */
  #revision: Revision
  #rules: RecordRules
  #separators: ByteFinder
  #hasNoSeparator = false
  #accepted: RecordBuffer | undefined
  #rejected: { readonly records: RecordBuffer; readonly from: number } | undefined
  #begin: number
  #position: number
  #openedAt = Infinity
  #skipped = 0
  #log: string | undefined
  #current: Fetched | undefined
  #isBroken = false

  /** `begin`: where the next range begins; `position`: the next offset to read. */
  constructor(
    batch: OpenBatch,
    at: { readonly partition: number; readonly begin: number; readonly position: number },
    decoder?: RecordDecoder,
  ) {
    this.#batch = batch
    this.#decoder = decoder
    this.#revision = batch.revision
    this.#rules = batch.formatFor(batch.revision, 'lines').records
    this.#separators = new ByteFinder(this.#rules.separator)
    this.partition = at.partition
    this.#begin = at.begin
    this.#position = at.position
  }

  get position(): number {
    return this.#position
  }

  /** Dead letters included. */
  get records(): number {
    return (this.#accepted?.count ?? 0) + (this.#rejected?.records.count ?? 0)
  }

  get bytes(): number {
    return (this.#accepted?.size ?? 0) + (this.#rejected?.records.size ?? 0)
  }

  /** Bytes of them that are not in memory. */
  get spilled(): number {
    return (this.#accepted?.spilled ?? 0) + (this.#rejected?.records.spilled ?? 0)
  }

  get spillable(): number {
    return (this.#accepted?.spillable ?? 0) + (this.#rejected?.records.spillable ?? 0)
  }

  /** Moves what it can out of memory; whether all fitted. */
  spill(to: Spill): boolean {
    return (this.#accepted?.spill(to) ?? true) && (this.#rejected?.records.spill(to) ?? true)
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
    if (this.records === 0) this.#follow(this.#batch.revision)
    this.forget()
    this.#hasNoSeparator = this.#decoder === undefined && fetched.absentByte === this.#rules.separator
    const before = this.#position
    const done = fetched.decode(this.#decoder?.decodeTo(new OneByOne(this)) ?? this)
    this.forget()
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
    const { emptyReason, separator, separatorReason, refuse } = this.#rules
    if (end <= start && emptyReason !== undefined)
      return this.reject(emptyReason, source.subarray(start, start), offset, next)
    if (!this.#hasNoSeparator && this.#separators.isIn(source, start, end))
      return this.reject(separatorReason, source.subarray(start, end), offset, next)
    const reason = refuse?.(source, start, end)
    if (reason !== undefined) return this.reject(reason, source.subarray(start, end), offset, next)
    const accepted = (this.#accepted ??= new RecordBuffer(this.#batch.budget, separator))
    if (!this.#batch.admits(end - start + 1, accepted.needsChunk(end - start))) return false
    accepted.append(source, start, end)
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

  /** Hands over what was taken, and begins the next range. */
  detach(): BatchPart {
    const part: BatchPart = {
      partition: this.partition,
      begin: this.#begin,
      end: this.#position,
      records: this.#accepted ?? new RecordBuffer(this.#batch.budget, this.#rules.separator),
      skipped: this.#skipped,
      revision: this.#revision,
      ...(this.#rejected === undefined ? {} : { rejected: this.#rejected }),
      ...(this.#log === undefined ? {} : { log: this.#log }),
    }
    this.#accepted = this.#rejected = undefined
    this.#begin = this.#position
    this.#skipped = 0
    this.#openedAt = Infinity
    return part
  }

  #setAside(reason: string, value: Uint8Array | undefined, offset: number): boolean {
    const revision = this.#rejected === undefined ? this.#newestAlike() : this.#revision
    const letter = deadLetter({ stream: revision.streamName, partition: this.partition, offset, reason, value })
    const records = this.#rejected?.records ?? this.#deadLetters(revision)
    if (!this.#batch.admits(letter.length + 1, records.needsChunk(letter.length))) return false
    records.append(letter, 0, letter.length)
    this.#revision = revision
    this.#rejected ??= { records, from: offset }
    this.#batch.noteRejected({ partition: this.partition, offset, reason })
    return true
  }

  /** Dead letters bind a part to a revision: to the newest one, where that accepts records alike. */
  #newestAlike(): Revision {
    const { revision } = this.#batch
    return acceptAlike(this.#revision, revision) ? revision : this.#revision
  }

  #deadLetters(revision: Revision): RecordBuffer {
    return new RecordBuffer(this.#batch.budget, this.#batch.formatFor(revision, 'dead-letters').records.separator)
  }

  /** An empty part follows the exporter's settings. */
  #follow(revision: Revision): void {
    if (revision === this.#revision) return
    this.#revision = revision
    this.#rules = this.#batch.formatFor(revision, 'lines').records
    this.#separators = new ByteFinder(this.#rules.separator)
  }

  /** Sources may be filled anew. */
  forget(): void {
    this.#separators.forget()
    this.#accepted?.forget()
  }
}

function outOfPlace({ partition, begin }: Fetched, position: number): InternalError {
  return new InternalError(`Cannot take partition ${partition} from offset ${begin} on: it was taken up to ${position}`)
}
