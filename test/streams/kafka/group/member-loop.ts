import { EventEmitter, once } from 'node:events'
import type { ExecutionContext } from 'ava'
import type { Generation, Ledger } from '../../../../src/model/ledger.ts'
import type { LedgerPlace } from '../../open-stream.ts'
import { openLedger } from '../../open-stream.ts'

/** A member that joins again whenever its generation is lost, as the engine does. */
export class MemberLoop {
  readonly ledger: Ledger
  readonly #changes: EventEmitter
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  #current: Generation | undefined
  /** Generations that it has had. */
  generations = 0

  constructor(ledger: Ledger, changes: EventEmitter) {
    this.ledger = ledger
    this.#changes = changes
    this.#running = this.#run()
  }

  /** Nothing while it joins. */
  get current(): Generation | undefined {
    return this.#current?.lost.aborted === true ? undefined : this.#current
  }

  async leave(): Promise<void> {
    this.#stop.abort()
    await this.#running
    await this.ledger.leave()
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    try {
      while (!signal.aborted) {
        this.#current = await this.ledger.join({ fresh: false, signal })
        this.generations++
        this.#changes.emit('change')
        await Promise.race([aborted(this.#current.lost), aborted(signal)])
      }
    } catch (error) {
      if (!signal.aborted) this.#changes.emit('error', error)
    }
  }
}

/** Members of one group that run on their own. */
export class Members {
  readonly #changes = new EventEmitter()
  readonly #all: MemberLoop[] = []

  async start(t: Pick<ExecutionContext, 'teardown'>, place: LedgerPlace): Promise<MemberLoop> {
    const member = new MemberLoop(await openLedger(t, place), this.#changes)
    this.#all.push(member)
    t.teardown(() => member.leave())
    return member
  }

  async leave(member: MemberLoop): Promise<void> {
    this.#all.splice(this.#all.indexOf(member), 1)
    await member.leave()
  }

  /** Resolves when each member has as many partitions as that, and all have all of them together. */
  async share(sizes: readonly number[]): Promise<void> {
    const count = sizes.reduce((sum, size) => sum + size, 0)
    while (!this.#haveShared(sizes, count)) await once(this.#changes, 'change')
  }

  #haveShared(sizes: readonly number[], count: number): boolean {
    const owned = this.#all.map(({ current }) => current?.partitions ?? [])
    const all = owned.flat().toSorted((a, b) => a - b)
    const isWhole = all.length === count && all.every((partition, index) => partition === index)
    return (
      isWhole &&
      sameNumbers(
        sizes,
        owned.map(({ length }) => length),
      )
    )
  }
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return sorted(one).join() === sorted(other).join()
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((a, b) => a - b)
}

export async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}
