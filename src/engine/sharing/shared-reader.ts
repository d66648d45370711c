import type { Fetched, Reader } from '../../model/stream.ts'
import type { FetchHub, Follower, Position } from './fetch-hub.ts'

type PollOptions = Parameters<Reader['poll']>[0]

/** A reader that shares fetches with others of its stream while they are at about the same position, and reads for itself otherwise. */
export class SharedReader implements Reader, Follower {
  readonly #hub: FetchHub
  readonly #openReader: () => Promise<Reader>
  #positions = new Map<number, Position>()
  /** Only while it reads for itself. */
  #own: Reader | undefined
  /** The logs of its positions are the ones it knows: it has read from them. */
  #isChecked = false
  #returned: readonly Fetched[] = []
  #failure: Error | undefined

  constructor(hub: FetchHub, openReader: () => Promise<Reader>) {
    this.#hub = hub
    this.#openReader = openReader
    hub.enter(this)
  }

  get positions(): ReadonlyMap<number, Position> {
    return this.#positions
  }

  advance(fetched: Fetched): void {
    const { partition, end } = fetched
    const log = fetched.logAt?.(end) ?? this.#positions.get(partition)?.log
    this.#positions.set(partition, log === undefined ? { offset: end } : { offset: end, log })
  }

  assign(positions: ReadonlyMap<number, Position>): void {
    this.#hub.leave(this)
    this.#positions = new Map(positions)
    this.#isChecked = false
    this.#returned = []
    this.#failure = undefined
    this.#own?.assign(positions)
  }

  /** What could not be decoded fails the next poll, whoever fetched it: nothing after it is returned. */
  async poll(options: PollOptions): Promise<readonly Fetched[]> {
    this.#failure ??= this.#returned.find(({ failure }) => failure !== undefined)?.failure
    if (this.#failure !== undefined) throw this.#failure
    this.#returned = await this.#next(options)
    return this.#returned
  }

  async readRange(...args: Parameters<Reader['readRange']>): Promise<void> {
    const open = this.#own
    const reader = open ?? (await this.#openReader())
    try {
      await reader.readRange(...args)
    } finally {
      if (open === undefined) await reader.close()
    }
  }

  async close(): Promise<void> {
    await this.#hub.exit(this)
    await this.#closeOwn()
  }

  async #next(options: PollOptions): Promise<readonly Fetched[]> {
    if (!this.#hub.follows(this) && this.#hub.join(this, { isChecked: this.#isChecked })) await this.#closeOwn()
    const found = await this.#follow(options)
    return this.#hub.follows(this) || found.length > 0 ? found : this.#pollOwn(options)
  }

  /** Nothing where it is no follower, or where nothing came. */
  async #follow(options: PollOptions): Promise<readonly Fetched[]> {
    if (!this.#hub.follows(this)) return []
    const found = this.#hub.take(this, options.maxBytes)
    if (found.length > 0) return found
    await unlessAborted(this.#hub.more(options), options.signal)
    return this.#hub.follows(this) ? this.#hub.take(this, options.maxBytes) : []
  }

  async #pollOwn(options: PollOptions): Promise<readonly Fetched[]> {
    const own = await this.#openOwn()
    const fetched = await own.poll(options)
    this.#isChecked = true
    return fetched.map((part) => {
      const log = this.#positions.get(part.partition)?.log
      this.advance(part)
      return this.#hub.offer(part, log)
    })
  }

  async #openOwn(): Promise<Reader> {
    if (this.#own !== undefined) return this.#own
    const own = await this.#openReader()
    own.assign(this.#positions)
    return (this.#own = own)
  }

  async #closeOwn(): Promise<void> {
    const own = this.#own
    this.#own = undefined
    await own?.close()
  }
}

/** Rejects with the signal's reason when it comes first; leaves nothing behind on it. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const over = new AbortController()
  const aborted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal }),
  )
  await Promise.race([work, aborted])
  over.abort()
  signal.throwIfAborted()
}
