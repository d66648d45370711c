import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { FetchHub } from '../../../src/engine/sharing/fetch-hub.ts'
import { SharedReader } from '../../../src/engine/sharing/shared-reader.ts'
import type { Fetched, Reader } from '../../../src/model/stream.ts'
import { FakeClock } from '../../memory/fake-clock.ts'
import { DIRECT_LINK, type Link } from '../../memory/link.ts'
import { MemoryGroup } from '../../memory/memory-group.ts'
import { MemoryStream } from '../../memory/memory-stream.ts'
import { MemoryTopic } from '../../memory/memory-topic.ts'

/** A topic, a hub over it, and readers that keep what they were given. */
export class Kit {
  readonly topic: MemoryTopic
  readonly clock = new FakeClock()
  readonly budget: MemoryBudget
  readonly #hub: FetchHub
  readonly #stream: MemoryStream
  fetches = 0
  failing = false
  /** What the next fetch waits for on its way. */
  delay: Promise<unknown> | undefined
  #open = 0

  constructor({ partitions = 1, memory = 1 << 20, fetchBytes = 1 << 20 } = {}) {
    this.topic = new MemoryTopic('topic-1', partitions)
    this.budget = new MemoryBudget(memory)
    const link: Link = { ...DIRECT_LINK, call: (operation, effect) => this.#call(operation, effect) }
    const group = new MemoryGroup(() => partitions)
    const { clock } = this
    this.#stream = new MemoryStream({
      topic: this.topic,
      group,
      link,
      clock: {
        now: () => clock.now(),
        monotonic: () => clock.monotonic(),
        sleep: (ms, signal) => (ms === 0 ? Promise.resolve() : clock.sleep(ms, signal)),
      },
    })
    this.#hub = new FetchHub({ openReader: () => this.#openReader(), budget: this.budget, fetchBytes })
  }

  /** Readers of the stream itself that are open. */
  get open(): number {
    return this.#open
  }

  reader(positions: readonly (readonly [number, number])[] = [[0, 0]]): Taking {
    const reader = new SharedReader(this.#hub, () => this.#openReader())
    reader.assign(new Map(positions.map(([partition, offset]) => [partition, { offset }])))
    return new Taking(reader, this.budget)
  }

  async #openReader(): Promise<Reader> {
    const reader = await this.#stream.openReader()
    this.#open++
    const close = reader.close.bind(reader)
    reader.close = async () => {
      this.#open--
      await close()
    }
    return reader
  }

  async #call<T>(operation: string, effect: () => T): Promise<T> {
    if (operation === 'fetch') this.fetches++
    const { delay } = this
    this.delay = undefined
    await delay
    return this.failing ? Promise.reject(new Error('No route')) : DIRECT_LINK.call(operation, effect)
  }
}

class Taking {
  readonly reader: SharedReader
  readonly values = new Map<number, string[]>()
  readonly #budget: MemoryBudget

  constructor(reader: SharedReader, budget: MemoryBudget) {
    this.reader = reader
    this.#budget = budget
  }

  async poll({ waitMs = 0, maxBytes = 1 << 20 } = {}): Promise<readonly Fetched[]> {
    const fetched = await this.reader.poll({ waitMs, maxBytes, signal: new AbortController().signal })
    this.#budget.charge(fetched.reduce((sum, { bytes }) => sum + bytes, 0))
    return fetched
  }

  take(fetched: readonly Fetched[]): void {
    for (const part of fetched) {
      const values = this.values.get(part.partition) ?? []
      this.values.set(part.partition, values)
      const taker = {
        take: (source: Uint8Array, start: number, end: number) => {
          values.push(Buffer.from(source.subarray(start, end)).toString())
          return true
        },
        reject: () => true,
        pass: () => undefined,
      }
      part.decode(taker)
      part.release()
      this.#budget.refund(part.bytes)
    }
  }

  async next(options?: { waitMs?: number; maxBytes?: number }): Promise<void> {
    this.take(await this.poll(options))
  }
}
