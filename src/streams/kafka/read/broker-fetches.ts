import type { TopicMetadata } from '../../../io/kafka/cluster.ts'
import { BrokerFetch, type Arrival } from './broker-fetch.ts'
import { Pauses } from './pauses.ts'
import type { Position } from './position.ts'
import type { ReadDeps } from './read-deps.ts'

export type Answers = Extract<Arrival, { readonly arrived: 'answers' }>

/** A broker that failed is left alone for so long, while others are read. */
const BROKER_PAUSE_MS = 1000
const LEAST_FETCH_BYTES = 16 * 1024

/** One fetch of each broker that leads something that is read. */
export class BrokerFetches {
  readonly #deps: ReadDeps
  readonly #onArrival: () => void
  readonly #fetches = new Map<number, BrokerFetch>()
  readonly #paused: Pauses

  constructor(deps: ReadDeps, onArrival: () => void) {
    this.#deps = deps
    this.#onArrival = onArrival
    this.#paused = new Pauses(deps.clock, BROKER_PAUSE_MS)
  }

  get isAsking(): boolean {
    return [...this.#fetches.values()].some((fetch) => fetch.isAsking)
  }

  get hasArrived(): boolean {
    return [...this.#fetches.values()].some((fetch) => !fetch.isAsking && !fetch.isFree)
  }

  /** When pauses of brokers end, in monotonic milliseconds. */
  pauseEnds(): Iterable<number> {
    return this.#paused.ends()
  }

  /** Every broker that is free. What is in flight and what was returned share the memory that was granted. */
  start(topic: TopicMetadata, groups: ReadonlyMap<number, readonly Position[]>, maxBytes: number): void {
    const share = Math.max(LEAST_FETCH_BYTES, Math.floor(maxBytes / 2 / Math.max(1, groups.size)))
    for (const [broker, positions] of groups) {
      if (this.#paused.isPaused(broker)) continue
      const fetch = this.#fetchFrom(broker, positions)
      if (fetch.isFree) fetch.start({ topic, positions, maxBytes: Math.min(share, this.#deps.fetchMaxBytes) })
    }
  }

  /** What arrived since the last call. A broker that failed is paused. */
  take(onFailure: (error: unknown) => void): readonly Answers[] {
    const all: Answers[] = []
    for (const [broker, fetch] of this.#fetches) {
      const arrival = fetch.take()
      if (arrival?.arrived === 'answers') all.push(arrival)
      if (arrival?.arrived !== 'failure') continue
      fetch.close()
      this.#fetches.delete(broker)
      this.#paused.pause(broker)
      onFailure(arrival.error)
    }
    return all
  }

  close(): void {
    for (const fetch of this.#fetches.values()) fetch.close()
    this.#fetches.clear()
  }

  /** A fetch that waits for records would keep partitions waiting that came to its broker meanwhile: it is cancelled. */
  #fetchFrom(broker: number, positions: readonly Position[]): BrokerFetch {
    const open = this.#fetches.get(broker)
    if (open !== undefined && (!open.isAsking || open.asksFor(positions))) return open
    open?.close()
    const fetch = new BrokerFetch(this.#deps, { broker, onArrival: this.#onArrival })
    this.#fetches.set(broker, fetch)
    return fetch
  }
}
