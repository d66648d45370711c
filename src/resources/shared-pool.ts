import type { VariantSettings } from '../model/kind.ts'
import { sameValue } from '../model/same-value.ts'

interface Entry<Thing> {
  readonly which: VariantSettings
  readonly opened: Promise<Thing>
  users: number
  forgotten: boolean
}

/** So many stay open unused: enough for neighbours to share, few enough for thousands of resources. */
const KEPT = 32

/** Things opened for settings: shared while in use, some kept open after it. */
export class SharedPool<Thing extends { close(): Promise<void> }> {
  readonly #open: (which: VariantSettings) => Promise<Thing>
  readonly #entries = new Map<string, Entry<Thing>[]>()
  readonly #idle = new Set<Entry<Thing>>()
  readonly #closing = new Set<Promise<void>>()
  readonly #failures: unknown[] = []

  constructor(open: (which: VariantSettings) => Promise<Thing>) {
    this.#open = open
  }

  async use<Result>(which: VariantSettings, work: (thing: Thing) => Promise<Result>): Promise<Result> {
    const entry = this.#take(which)
    try {
      return await work(await this.#openedBy(entry))
    } finally {
      this.#giveBack(entry)
    }
  }

  /** What is open for these settings, or everything, is not given out again. */
  forget(which?: VariantSettings): void {
    const all = which === undefined ? [...this.#entries.values()].flat() : (this.#entries.get(keyOf(which)) ?? [])
    for (const entry of all) if (which === undefined || sameSettings(entry.which, which)) this.#drop(entry)
  }

  /** Closes all but what is in use, which is closed after that. Idempotent. Rejects with the first error of a close. */
  async close(): Promise<void> {
    this.forget()
    await Promise.all(this.#closing)
    if (this.#failures.length > 0) throw this.#failures.shift()
  }

  #take(which: VariantSettings): Entry<Thing> {
    const key = keyOf(which)
    const there = this.#entries.get(key) ?? []
    const known = there.find((entry) => sameSettings(entry.which, which))
    const entry = known ?? { which, opened: this.#open(which), users: 0, forgotten: false }
    if (known === undefined) this.#entries.set(key, [...there, entry])
    entry.users += 1
    this.#idle.delete(entry)
    return entry
  }

  /** What could not be opened is not kept. */
  async #openedBy(entry: Entry<Thing>): Promise<Thing> {
    try {
      return await entry.opened
    } catch (error) {
      this.#drop(entry)
      throw error
    }
  }

  #giveBack(entry: Entry<Thing>): void {
    entry.users -= 1
    if (entry.users > 0) return
    if (entry.forgotten) return this.#closeSoon(entry)
    this.#idle.add(entry)
    const [oldest] = this.#idle
    if (this.#idle.size > KEPT && oldest !== undefined) this.#drop(oldest)
  }

  #drop(entry: Entry<Thing>): void {
    if (entry.forgotten) return
    entry.forgotten = true
    const key = keyOf(entry.which)
    const others = (this.#entries.get(key) ?? []).filter((other) => other !== entry)
    if (others.length === 0) this.#entries.delete(key)
    else this.#entries.set(key, others)
    this.#idle.delete(entry)
    if (entry.users === 0) this.#closeSoon(entry)
  }

  #closeSoon(entry: Entry<Thing>): void {
    const done = this.#closeNow(entry).finally(() => this.#closing.delete(done))
    this.#closing.add(done)
  }

  async #closeNow({ opened }: Entry<Thing>): Promise<void> {
    const [outcome] = await Promise.allSettled([opened])
    if (outcome.status === 'rejected') return
    try {
      await outcome.value.close()
    } catch (error) {
      this.#failures.push(error)
    }
  }
}

/** Secrets are masked in it, so it only narrows the search. */
function keyOf(which: VariantSettings): string {
  return JSON.stringify([which.variant, which.settings])
}

function sameSettings(a: VariantSettings, b: VariantSettings): boolean {
  return a.variant === b.variant && sameValue(a.settings, b.settings)
}
