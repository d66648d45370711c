import { setTimeout } from 'node:timers/promises'
import { listObjects } from '../../services/s3/bucket.ts'
import { partitionsOfKey, type Arrival } from './recovery-times.ts'
import type { Place } from './verify-prefix.ts'

/** Milliseconds between two looks at the bucket: how exact the times of arrival are. */
export const LOOK_AGAIN = 50
/** Milliseconds: batches older than this are not looked for any more. */
const OLDEST = 120_000

/** Tells when objects appear in a bucket. */
export class ObjectWatch {
  readonly #place: Place
  readonly #over = new AbortController()
  readonly #watching: Promise<void>
  #seen = new Set<string>()
  #arrivals: Arrival[] = []

  constructor(place: Place) {
    this.#place = place
    this.#watching = this.#watch()
  }

  /** What arrived since `forget` was called. */
  get arrivals(): readonly Arrival[] {
    return this.#arrivals
  }

  forget(): void {
    this.#arrivals = []
  }

  async close(): Promise<void> {
    this.#over.abort()
    await this.#watching
  }

  /** Keys begin with the time of their batch, so what is new stands at the end of the listing. */
  async #watch(): Promise<void> {
    const { s3, bucket, prefix } = this.#place
    while (!this.#over.signal.aborted) {
      const after = `${prefix}/${new Date(Date.now() - OLDEST).toISOString().slice(0, 19)}`
      const listed = new Set<string>()
      for await (const { key } of listObjects(s3, bucket, { prefix: `${prefix}/`, after })) {
        listed.add(key)
        if (!this.#seen.has(key)) this.#arrivals.push({ at: performance.now(), partitions: partitionsOfKey(key) })
      }
      this.#seen = listed
      await setTimeout(LOOK_AGAIN)
    }
  }
}
