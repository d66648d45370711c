import type { Fetched, Reader } from '../../model/stream.ts'
import type { FetchHub, Follower, Position } from './fetch-hub.ts'

type PollOptions = Parameters<Reader['poll']>[0]

/**
 * A reader that shares fetches with others of its stream where they stand at about the same place. After each `assign` it
 * first reads for itself, so that its own idea of the logs is checked.
 */
export class SharedReader implements Reader, Follower {
  readonly #hub: FetchHub
  readonly #openReader: () => Promise<Reader>
  #positions = new Map<number, Position>()
  /** Only while it reads for itself. */
  #own: Reader | undefined
  #isChecked = false

  constructor(hub: FetchHub, openReader: () => Promise<Reader>) {
    this.#hub = hub
    this.#openReader = openReader
    hub.enter(this)
  }

  get positions(): ReadonlyMap<number, Position> {
    return this.#positions
  }

  advance({ partition, end, log = this.#positions.get(partition)?.log }: Fetched): void {
    this.#positions.set(partition, log === undefined ? { offset: end } : { offset: end, log })
  }

  assign(positions: ReadonlyMap<number, Position>): void {
    this.#hub.leave(this)
    this.#positions = new Map(positions)
    this.#isChecked = false
    this.#own?.assign(positions)
  }

  async poll(options: PollOptions): Promise<readonly Fetched[]> {
    if (this.#isChecked && !this.#hub.follows(this) && this.#hub.join(this)) await this.#closeOwn()
    const found = await this.#follow(options)
    return this.#hub.follows(this) || found.length > 0 ? found : this.#pollOwn(options)
  }

  async readRange(...args: Parameters<Reader['readRange']>): Promise<void> {
    const own = await this.#openOwn()
    await own.readRange(...args)
  }

  async close(): Promise<void> {
    await this.#hub.exit(this)
    await this.#closeOwn()
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
    const waitMs = this.#isChecked || this.#hub.isAlone ? options.waitMs : 0
    const fetched = await own.poll({ ...options, waitMs })
    this.#isChecked = true
    for (const part of fetched) this.advance(part)
    return fetched.map((part) => this.#hub.offer(part))
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
