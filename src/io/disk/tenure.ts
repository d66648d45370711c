import type { DiskClock } from './disk-clock.ts'
import { LeaseLostError } from './journal-errors.ts'
import type { JournalLine, Lease } from './journal-line.ts'
import { createNextSegment, openCurrentSegment, removeOldSegments } from './journal-segments.ts'
import type { SegmentPlace } from './journal-segments.ts'
import type { JsonValue } from './json-value.ts'
import type { SegmentFile } from './segment-file.ts'

/** What a tenure needs of its journal. */
export interface TenureDeps {
  readonly place: SegmentPlace
  readonly clock: DiskClock
  readonly compact: (payloads: readonly JsonValue[]) => readonly JsonValue[]
  /** Bytes after which a segment is sealed, beside the rule that it has to double. */
  readonly segmentBytes: number
  /** Told once, when it is over for whatever reason. */
  readonly onEnd: (owner: string) => void
}

interface Batch {
  readonly payloads: JsonValue[]
  readonly outcome: Promise<'counted' | 'fenced'>
}

type OwnedKind = 'write' | 'beat' | 'released' | 'sealed'

/** Payloads of one line: so many are gathered while the line before them is on its way. */
const BATCH_PAYLOADS = 256

/**
 * The time during which one owner writes to a journal: from the lease that counted until it is released, taken over or failed.
 * Renews its lease by itself. `release` is due in every case: it closes the file.
 */
export class Tenure {
  readonly #lease: Lease
  readonly #deps: TenureDeps
  readonly #lost = new AbortController()
  readonly #over = new AbortController()
  readonly #heartbeats: Promise<void>
  #segment: SegmentFile
  #queue: Promise<unknown> = Promise.resolve()
  #batch: Batch | undefined
  #renewed: number
  #released: Promise<void> | undefined

  /** `segment`: open for appending, read up to the lease that counted. `renewed`: monotonic time from before that lease was written. */
  constructor(
    start: { readonly segment: SegmentFile; readonly lease: Lease; readonly renewed: number },
    deps: TenureDeps,
  ) {
    this.#segment = start.segment
    this.#lease = start.lease
    this.#renewed = start.renewed
    this.#deps = deps
    this.#heartbeats = this.#beatUntilOver()
  }

  /** The fencing number: higher than that of every tenure before. */
  get fence(): number {
    return this.#lease.fence
  }

  /** Aborted when the lease is lost: LeaseLostError, or the error of the disk. Not by `release`. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** All payloads that count so far, the owner's and those before him, compacted now and then. */
  payloads(): readonly JsonValue[] {
    return this.#segment.counted.payloads
  }

  /**
   * Adds a payload; those that are given while another is on its way share a line and its fsync. `counted`: durable, and it
   * counts for every reader. `fenced`: it does not and never will. Rejects when the disk failed: it may count or not, and the
   * tenure is over.
   */
  append(payload: JsonValue): Promise<'counted' | 'fenced'> {
    if (this.#over.signal.aborted) return Promise.resolve('fenced')
    const open = this.#batch
    const batch = open !== undefined && open.payloads.length < BATCH_PAYLOADS ? open : this.#newBatch()
    batch.payloads.push(payload)
    return batch.outcome
  }

  /** A fresh sign that nobody has taken over, also for the next two thirds of the lease, since it is renewed where that is due. */
  async stillMine(): Promise<boolean> {
    try {
      return await this.#exclusively(() => this.#renewWhereDue())
    } catch {
      return false
    }
  }

  /** Gives the lease back and closes the file. Idempotent. Rejects when the disk failed; the lease then ends by its time. */
  release(): Promise<void> {
    return (this.#released ??= this.#release())
  }

  #newBatch(): Batch {
    const payloads: JsonValue[] = []
    const batch: Batch = { payloads, outcome: this.#exclusively(() => this.#writeBatch(batch)) }
    this.#batch = batch
    return batch
  }

  async #writeBatch(batch: Batch): Promise<'counted' | 'fenced'> {
    if (this.#batch === batch) this.#batch = undefined
    const outcome = await this.#commit('write', batch.payloads)
    if (outcome === 'counted') await this.#sealWhereDue().catch((error: unknown) => this.#end(error))
    return outcome
  }

  async #beatUntilOver(): Promise<void> {
    const { clock } = this.#deps
    for (;;) {
      const due = this.#renewed + this.#beatMs - clock.monotonic()
      const slept = await clock.sleep(Math.max(due, 1), this.#over.signal).then(
        () => true,
        () => false,
      )
      if (!slept) return
      await this.stillMine()
    }
  }

  get #beatMs(): number {
    return this.#lease.holder.leaseMs / 3
  }

  async #renewWhereDue(): Promise<boolean> {
    if (this.#over.signal.aborted) return false
    if (this.#deps.clock.monotonic() - this.#renewed >= this.#beatMs) {
      if ((await this.#commit('beat')) === 'fenced') return false
      await this.#sealWhereDue()
    } else await this.#segment.readOn()
    return this.#checkOwnership()
  }

  async #checkOwnership(): Promise<boolean> {
    const current = this.#segment.counted.lease
    if (current?.owner !== this.#lease.owner) this.#end(new LeaseLostError(current?.holder))
    else if (await this.#segment.isReplaced()) this.#end(new LeaseLostError(undefined))
    return !this.#over.signal.aborted
  }

  /** Appends a line and reads it back: only there does it show whether it counts. */
  async #commit(kind: OwnedKind, payloads: readonly JsonValue[] = []): Promise<'counted' | 'fenced'> {
    if (this.#over.signal.aborted) return 'fenced'
    const { fence, owner } = this.#lease
    const begun = this.#deps.clock.monotonic()
    const owned = { fence, owner, after: this.#segment.counted.check }
    await this.#segment.append(kind === 'write' ? { kind, payloads, ...owned } : { kind, ...owned })
    const counted = await this.#segment.readOn()
    if (counted.some((line) => isThatLine(line, owned))) {
      this.#renewed = begun
      return 'counted'
    }
    this.#end(new LeaseLostError(this.#segment.counted.lease?.holder))
    return 'fenced'
  }

  /** A segment is sealed when it has doubled: so the cost of compaction stays in proportion to what is written. */
  async #sealWhereDue(): Promise<void> {
    const { counted, bytes, baseBytes } = this.#segment
    const isMine = counted.lease?.owner === this.#lease.owner
    if (!isMine || bytes - baseBytes < Math.max(this.#deps.segmentBytes, baseBytes)) return
    if ((await this.#commit('sealed')) === 'counted') await this.#moveToNextSegment()
  }

  async #moveToNextSegment(): Promise<void> {
    const { place, compact } = this.#deps
    const sealed = this.#segment
    await createNextSegment(place, sealed, compact)
    const next = await openCurrentSegment(place, 'append')
    if (next === undefined) return this.#end(new LeaseLostError(undefined))
    this.#segment = next
    await sealed.close()
    if (next.counted.lease?.owner !== this.#lease.owner || next.number !== sealed.number + 1)
      return this.#end(new LeaseLostError(next.counted.lease?.holder))
    await removeOldSegments(place, next.number)
  }

  async #release(): Promise<void> {
    try {
      await this.#exclusively(() => this.#commit('released'))
    } finally {
      this.#over.abort()
      this.#deps.onEnd(this.#lease.owner)
      await this.#heartbeats
      await this.#queue
      await this.#segment.close()
    }
  }

  #end(reason: unknown): void {
    if (this.#over.signal.aborted) return
    this.#over.abort()
    this.#deps.onEnd(this.#lease.owner)
    this.#lost.abort(reason)
  }

  /** One at a time, in order. A failure of the disk ends the tenure: what was written may or may not be there. */
  #exclusively<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(action).catch((error: unknown) => {
      this.#end(error)
      throw error
    })
    this.#queue = result.catch(() => {})
    return result
  }
}

/** The check value tells the lines of one owner apart. */
function isThatLine(line: JournalLine, owned: { readonly owner: string; readonly after: number }): boolean {
  return (
    line.kind !== 'head' &&
    line.kind !== 'base' &&
    line.kind !== 'lease' &&
    line.owner === owned.owner &&
    line.after === owned.after
  )
}
