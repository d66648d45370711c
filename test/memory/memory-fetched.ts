import type { Fetched, RecordConsumer } from '../../src/model/stream.ts'
import type { MemoryRecord } from './memory-topic.ts'

/** All values in one array, each with a byte before it, as in a real record batch. */
export class MemoryFetched implements Fetched {
  readonly partition: number
  readonly bytes: number
  readonly begin: number
  readonly end: number
  readonly #records: readonly MemoryRecord[]
  readonly #source: Uint8Array
  #next = 0

  constructor(partition: number, records: readonly MemoryRecord[], bounds: { begin: number; end: number }) {
    this.partition = partition
    this.begin = bounds.begin
    this.end = bounds.end
    this.#records = records
    this.bytes = records.reduce((sum, { value }) => sum + 1 + (typeof value === 'string' ? 0 : value.length), 0)
    this.#source = new Uint8Array(this.bytes)
    let at = 0
    for (const { value } of records) {
      this.#source[at++] = 0x0a
      if (typeof value === 'string') continue
      this.#source.set(value, at)
      at += value.length
    }
  }

  decode(taker: RecordConsumer): boolean {
    let at = 0
    for (const [index, { offset, value }] of this.#records.entries()) {
      const start = at + 1
      at = start + (typeof value === 'string' ? 0 : value.length)
      if (index < this.#next) continue
      if (value === 'control') taker.pass(offset + 1)
      else if (value === 'tombstone') {
        if (!taker.reject('it is a tombstone', undefined, offset, offset + 1)) return false
      } else if (!taker.take(this.#source, start, at, offset, offset + 1)) return false
      this.#next = index + 1
    }
    taker.pass(this.end)
    return true
  }

  logAt(position: number): string | undefined {
    const before = this.#records.findLast(({ offset }) => offset < position)
    return before === undefined ? undefined : String(before.epoch)
  }

  fork(from: number): Fetched {
    const records = this.#records.filter(({ offset }) => offset >= from)
    return new MemoryFetched(this.partition, records, { begin: from, end: this.end })
  }

  /** A buffer that is used again holds something else. */
  release(): void {
    this.#source.fill(0x21)
  }
}
