import { Wake } from '../waiting/wake.ts'

/** One of those who share the budget: an exporter in this process. */
export interface BudgetHolder {
  /** Bytes that closing its open batch early would soon release; 0 where that cannot be done now. */
  readonly relievable: () => number
  /** Asked to close its open batch early. */
  readonly relieve: () => void
  /** There was no room and there is again. */
  readonly roomAgain: () => void
}

/** None is larger than what the buffer holds before it, so that what many partitions leave empty of theirs stays below half. */
const CHUNK_KIB = [4, 4, 4, 4, 16, 16, 16, 64, 64, 64] as const
const LATER_KIB = 256

/** The part of the budget that is shared out evenly. */
const SET_ASIDE = 1 / 4
/** A fetch asks for no less, however many share the budget. */
const LEAST_FETCH = 64 << 10

/**
 * The bytes of records that one process holds (`--memory`). No request is refused: an exporter that is about to hold more asks `mayHold` first,
 * and accepts a single record in any case, so that one larger than the budget still passes.
 * When all but a quarter is used, the largest open batch of all is closed early. That quarter is shared out evenly: an
 * exporter whose neighbours hold everything, since their destination fails, goes on within its share.
 * Used chunks are kept for reuse within the budget.
 */
export class MemoryBudget {
  readonly limitBytes: number
  readonly #holders = new Set<BudgetHolder>()
  readonly #spare = new Map<number, Uint8Array[]>()
  readonly #waiting = new Set<() => void>()
  #usedBytes = 0
  #spareBytes = 0

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }

  get usedBytes(): number {
    return this.#usedBytes
  }

  hasRoom(): boolean {
    return this.#usedBytes < this.limitBytes * (1 - SET_ASIDE)
  }

  /** Half of it is used: what can be read again is worth less than its memory. */
  isTight(): boolean {
    return this.#usedBytes > this.limitBytes / 2
  }

  /** What is left when open batches are asked to release memory. */
  get setAsideBytes(): number {
    return this.limitBytes * SET_ASIDE
  }

  /** Charges so many bytes as soon as they fit in, or when the signal is aborted. */
  async reserve(bytes: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#usedBytes + bytes > this.limitBytes) await this.#refunded(signal)
    this.charge(bytes)
  }

  /** Whether a holder of so many bytes may hold more. */
  mayHold(bytes: number): boolean {
    return this.hasRoom() || bytes < this.#shareBytes
  }

  /** Most bytes of one fetch, so that all fetches together keep within bounds. */
  fetchBytes(requested: number): number {
    return Math.min(requested, Math.max(LEAST_FETCH, Math.floor(this.#shareBytes)))
  }

  /** Adds a holder; the function that is returned removes it. */
  enter(holder: BudgetHolder): () => void {
    this.#holders.add(holder)
    return () => this.#holders.delete(holder)
  }

  charge(bytes: number): void {
    this.#usedBytes += bytes
    this.#trimSpare()
    this.relieve()
  }

  refund(bytes: number): void {
    const hadRoom = this.hasRoom()
    this.#usedBytes -= bytes
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const wake of waiting) wake()
    if (hadRoom || !this.hasRoom()) return
    for (const holder of this.#holders) holder.roomAgain()
  }

  /** The `index`-th chunk of a growing buffer. */
  takeChunk(index: number): Uint8Array {
    const size = (CHUNK_KIB[index] ?? LATER_KIB) << 10
    const spare = this.#spare.get(size)?.pop()
    if (spare !== undefined) this.#spareBytes -= size
    this.charge(size)
    return spare ?? Buffer.allocUnsafeSlow(size)
  }

  /** `reusable`: nobody can still be reading it, as a failed upload might. */
  giveChunk(chunk: Uint8Array, use: 'reusable' | 'spent'): void {
    if (use === 'reusable' && this.#usedBytes + this.#spareBytes <= this.limitBytes) {
      const spare = this.#spare.get(chunk.length)
      if (spare === undefined) this.#spare.set(chunk.length, [chunk])
      else spare.push(chunk)
      this.#spareBytes += chunk.length
    }
    this.refund(chunk.length)
  }

  /** Has the largest open batch closed early where there is no room. */
  relieve(): void {
    if (this.hasRoom()) return
    let largest: BudgetHolder | undefined
    let most = 0
    for (const holder of this.#holders) {
      const bytes = holder.relievable()
      if (bytes > most) [largest, most] = [holder, bytes]
    }
    largest?.relieve()
  }

  get #shareBytes(): number {
    return (this.limitBytes * SET_ASIDE) / Math.max(1, this.#holders.size)
  }

  /** Until something is refunded, or the signal is aborted. */
  async #refunded(signal: AbortSignal): Promise<void> {
    const refunded = new Wake()
    const wake = () => refunded.notify()
    this.#waiting.add(wake)
    signal.addEventListener('abort', wake, { once: true })
    await refunded.wait()
    signal.removeEventListener('abort', wake)
    this.#waiting.delete(wake)
  }

  #trimSpare(): void {
    for (const [size, chunks] of this.#spare) {
      while (chunks.length > 0 && this.#usedBytes + this.#spareBytes > this.limitBytes) {
        chunks.pop()
        this.#spareBytes -= size
      }
    }
  }
}
