export interface SharedPoolOptions<Which, Thing> {
  readonly open: (which: Which) => Promise<Thing>
  /** Whether one thing serves both. Their JSON texts are equal where it is so. */
  readonly isSame: (one: Which, other: Which) => boolean
  /** So many stay open unused. */
  readonly kept: number
}

/** The share of one user in a thing. */
export interface Lease<Thing> {
  readonly value: Thing
  /** Closes the thing where this was its last user and it is not kept. Rejects as its close does. Idempotent. */
  readonly release: () => Promise<void>
}

interface Entry<Which, Thing> {
  readonly which: Which
  readonly opened: Promise<Thing>
  users: number
  forgotten: boolean
}

/** Things opened once for all that need the same at a time. */
export class SharedPool<Which, Thing extends { close(): Promise<void> }> {
  readonly #options: SharedPoolOptions<Which, Thing>
  readonly #entries = new Map<string, Entry<Which, Thing>[]>()
  readonly #idle = new Set<Entry<Which, Thing>>()
  readonly #closing = new Set<Promise<void>>()
  readonly #failures: unknown[] = []

  constructor(options: SharedPoolOptions<Which, Thing>) {
    this.#options = options
  }

  async use<Result>(which: Which, work: (thing: Thing) => Promise<Result>): Promise<Result> {
    const entry = this.#enter(which)
    try {
      return await work(await this.#openedBy(entry))
    } finally {
      const unused = this.#leave(entry)
      if (unused !== undefined) this.#closeSoon(unused)
    }
  }

  /** For those that do not end before their function does. Rejects as `open` does; the next one tries again. */
  async lease(which: Which): Promise<Lease<Thing>> {
    const entry = this.#enter(which)
    const value = await this.#openedBy(entry)
    let released: Promise<void> | undefined
    const release = async (): Promise<void> => {
      const unused = this.#leave(entry)
      if (unused !== undefined) await closeOpened(unused)
    }
    return { value, release: () => (released ??= release()) }
  }

  /** What is open for this, or everything, is not handed out again. */
  forget(which?: Which): void {
    const all = which === undefined ? [...this.#entries.values()].flat() : this.#alike(which)
    for (const entry of all) if (which === undefined || this.#options.isSame(entry.which, which)) this.#drop(entry)
  }

  /** Closes all but what is in use, which is closed after that. Idempotent. Rejects with the first error of a close. */
  async close(): Promise<void> {
    this.forget()
    await Promise.all(this.#closing)
    if (this.#failures.length > 0) throw this.#failures.shift()
  }

  #alike(which: Which): readonly Entry<Which, Thing>[] {
    return this.#entries.get(JSON.stringify(which)) ?? []
  }

  #enter(which: Which): Entry<Which, Thing> {
    const alike = this.#alike(which)
    const known = alike.find((entry) => this.#options.isSame(entry.which, which))
    const entry = known ?? { which, opened: this.#options.open(which), users: 0, forgotten: false }
    if (known === undefined) this.#entries.set(JSON.stringify(which), [...alike, entry])
    entry.users += 1
    this.#idle.delete(entry)
    return entry
  }

  /** What could not be opened is not kept. */
  async #openedBy(entry: Entry<Which, Thing>): Promise<Thing> {
    try {
      return await entry.opened
    } catch (error) {
      this.#remove(entry)
      throw error
    }
  }

  /** Gives what is to be closed now that this user has left. */
  #leave(entry: Entry<Which, Thing>): Entry<Which, Thing> | undefined {
    entry.users -= 1
    if (entry.users > 0) return undefined
    if (entry.forgotten) return entry
    this.#idle.add(entry)
    const [oldest] = this.#idle
    if (this.#idle.size <= this.#options.kept || oldest === undefined) return undefined
    this.#remove(oldest)
    return oldest
  }

  #drop(entry: Entry<Which, Thing>): void {
    if (entry.forgotten) return
    this.#remove(entry)
    if (entry.users === 0) this.#closeSoon(entry)
  }

  #remove(entry: Entry<Which, Thing>): void {
    entry.forgotten = true
    const key = JSON.stringify(entry.which)
    const others = this.#alike(entry.which).filter((other) => other !== entry)
    if (others.length === 0) this.#entries.delete(key)
    else this.#entries.set(key, [...others])
    this.#idle.delete(entry)
  }

  #closeSoon(entry: Entry<Which, Thing>): void {
    const closed = closeOpened(entry)
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => this.#closing.delete(closed))
    this.#closing.add(closed)
  }
}

async function closeOpened<Thing extends { close(): Promise<void> }>({
  opened,
}: Pick<Entry<unknown, Thing>, 'opened'>): Promise<void> {
  const [outcome] = await Promise.allSettled([opened])
  if (outcome.status === 'fulfilled') await outcome.value.close()
}
