import type { Clock } from '../../src/model/clock.ts'
import type { DiagnosticCode } from '../../src/model/diagnostic.ts'
import { diagnose } from '../../src/model/diagnostic.ts'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { Fetched, Reader, RecordTaker, Stream, StreamDescription } from '../../src/model/stream.ts'
import { CANCELLED } from '../../src/lib/linked-abort.ts'
import { abortable } from './link.ts'
import type { Link } from './link.ts'
import { MemoryLedger } from './memory-ledger.ts'
import type { MemoryGroup } from './memory-group.ts'
import type { MemoryRecord, MemoryTopic } from './memory-topic.ts'

export const OUT_OF_RANGE: DiagnosticCode = {
  code: 'TEST0001',
  severity: 'error',
  summary: 'Position is out of range',
  explanation: '',
}
export const TOPIC_GONE: DiagnosticCode = { ...OUT_OF_RANGE, code: 'TEST0002', summary: 'Topic is another one' }

export interface MemoryStreamParts {
  readonly topic: MemoryTopic
  readonly group: MemoryGroup
  readonly link: Link
  readonly clock: Clock
}

/** One client's view of a topic and a group in memory. */
export class MemoryStream implements Stream {
  readonly #parts: MemoryStreamParts
  /** The topic that it is opened for: a reader that is opened later reads no other. */
  readonly #id: string

  constructor(parts: MemoryStreamParts) {
    this.#parts = parts
    this.#id = parts.topic.id
  }

  describe(signal: AbortSignal): Promise<StreamDescription> {
    const { topic, link } = this.#parts
    const look = () => ({
      topic: topic.id,
      partitions: Array.from({ length: topic.partitions }, (_, partition) => {
        const { start, end } = topic.log(partition)
        return { partition, earliest: start, latest: end, log: `${topic.id}/${partition}` }
      }),
    })
    return abortable(link.call('describe', look), signal)
  }

  openReader(): Promise<Reader> {
    return Promise.resolve(new MemoryReader(this.#parts, this.#id))
  }

  openLedger(): Promise<MemoryLedger> {
    return Promise.resolve(new MemoryLedger(this.#parts.group, this.#parts.link))
  }

  ledgerAdmin() {
    const { group, link } = this.#parts
    return Promise.resolve(group.admin(link))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

class MemoryReader implements Reader {
  readonly #parts: MemoryStreamParts
  readonly #id: string
  #positions = new Map<number, number>()

  constructor(parts: MemoryStreamParts, id: string) {
    this.#parts = parts
    this.#id = id
  }

  assign(positions: ReadonlyMap<number, { readonly offset: number }>): void {
    this.#positions = new Map([...positions].map(([partition, { offset }]) => [partition, offset]))
  }

  async poll(options: { waitMs: number; maxBytes: number; signal: AbortSignal }): Promise<readonly Fetched[]> {
    const found = await abortable(this.#fetch(options.maxBytes), options.signal)
    if (found.length > 0) return found
    await this.#change(options)
    return abortable(this.#fetch(options.maxBytes), options.signal)
  }

  readRange(...[{ partition, begin, end }, taker, signal]: Parameters<Reader['readRange']>): Promise<void> {
    const read = () => {
      this.#requireSameTopic()
      const records = this.#parts.topic.log(partition).records.filter(({ offset }) => offset >= begin && offset < end)
      return new MemoryFetched(partition, records, { begin, end })
    }
    return abortable(this.#parts.link.call('read range', read), signal).then((fetched) => void fetched.decode(taker))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  async #fetch(maxBytes: number): Promise<readonly Fetched[]> {
    const from = this.#positions
    const found = await this.#parts.link.call('fetch', () => {
      this.#requireSameTopic()
      return [...from].flatMap(([partition, offset]) => this.#fetchOne({ partition, offset, maxBytes }))
    })
    if (from !== this.#positions) return []
    for (const { partition, end } of found) this.#positions.set(partition, end)
    return found
  }

  #fetchOne({ partition, offset, maxBytes }: { partition: number; offset: number; maxBytes: number }): MemoryFetched[] {
    const { start, end, records } = this.#parts.topic.log(partition)
    if (offset < start || offset > end) {
      throw new DiagnosedError([
        diagnose(OUT_OF_RANGE, { detail: `partition ${partition} offset ${offset}: [${start}, ${end})` }),
      ])
    }
    if (offset === end) return []
    const wanted: MemoryRecord[] = []
    let bytes = 0
    for (const record of records) {
      if (record.offset < offset) continue
      if (bytes >= maxBytes) return [new MemoryFetched(partition, wanted, { begin: offset, end: record.offset })]
      wanted.push(record)
      bytes += typeof record.value === 'string' ? 1 : record.value.length
    }
    return [new MemoryFetched(partition, wanted, { begin: offset, end })]
  }

  #requireSameTopic(): void {
    if (this.#parts.topic.id === this.#id) return
    throw new DiagnosedError([diagnose(TOPIC_GONE, { detail: `was ${this.#id}, is ${this.#parts.topic.id}` })])
  }

  /** Until something was appended or the time is over. */
  async #change({ waitMs, signal }: { waitMs: number; signal: AbortSignal }): Promise<void> {
    const slept = new AbortController()
    const forget = this.#parts.topic.onChange(() => slept.abort(CANCELLED))
    const abort = () => slept.abort(CANCELLED)
    signal.addEventListener('abort', abort, { once: true })
    await this.#parts.clock.sleep(waitMs, slept.signal).catch(() => undefined)
    signal.removeEventListener('abort', abort)
    forget()
    signal.throwIfAborted()
  }
}

/** All values in one array, each with a byte before it, as in a real record batch. */
class MemoryFetched implements Fetched {
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

  decode(taker: RecordTaker): boolean {
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

  fork(from: number): Fetched {
    const records = this.#records.filter(({ offset }) => offset >= from)
    return new MemoryFetched(this.partition, records, { begin: from, end: this.end })
  }

  /** A buffer that is used again holds something else. */
  release(): void {
    this.#source.fill(0x21)
  }
}
