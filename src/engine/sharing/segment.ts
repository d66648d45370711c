import type { Fetched, RecordConsumer } from '../../model/stream.ts'
import type { MemoryBudget } from '../batch/memory-budget.ts'

/** Fetched data that several exporters decode: its bytes count once, until the last one lets go of it. */
export class Segment {
  readonly #fetched: Fetched
  readonly #budget: MemoryBudget
  #holders = 1

  /** Owns the data from now on; its creator is the first holder. */
  constructor(fetched: Fetched, budget: MemoryBudget) {
    this.#fetched = fetched
    this.#budget = budget
    budget.charge(fetched.bytes)
  }

  get begin(): number {
    return this.#fetched.begin
  }

  get end(): number {
    return this.#fetched.end
  }

  get bytes(): number {
    return this.#fetched.bytes
  }

  /** Identity of the log at a position in it; nothing: the same as where it begins. */
  logAt(position: number): string | undefined {
    return this.#fetched.logAt?.(position)
  }

  /** For one exporter, from its position on; held until that is released. */
  view(from: number): Fetched {
    this.#holders++
    return new SegmentView(this.#fetched.fork(from), () => this.release())
  }

  release(): void {
    if (--this.#holders > 0) return
    this.#fetched.release()
    this.#budget.refund(this.#fetched.bytes)
  }
}

class SegmentView implements Fetched {
  readonly bytes = 0
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly absentByte?: number
  readonly #fork: Fetched
  readonly #release: () => void
  #released = false

  constructor(fork: Fetched, release: () => void) {
    this.partition = fork.partition
    this.begin = fork.begin
    this.end = fork.end
    if (fork.absentByte !== undefined) this.absentByte = fork.absentByte
    this.#fork = fork
    this.#release = release
  }

  get failure(): Error | undefined {
    return this.#fork.failure
  }

  logAt(position: number): string | undefined {
    return this.#fork.logAt?.(position)
  }

  decode(consumer: RecordConsumer): boolean {
    return this.#fork.decode(consumer)
  }

  fork(from: number): Fetched {
    return this.#fork.fork(from)
  }

  release(): void {
    if (this.#released) return
    this.#released = true
    this.#fork.release()
    this.#release()
  }
}
