import type { Clock } from '../../src/model/clock.ts'
import type { DiagnosticCode } from '../../src/model/diagnostic.ts'
import { diagnose } from '../../src/model/diagnostic.ts'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { Fetched, Reader, Stream, StreamDescription } from '../../src/model/stream.ts'
import { CANCELLED } from '../../src/lib/linked-abort.ts'
import { abortable } from './link.ts'
import type { Link } from './link.ts'
import { MemoryFetched } from './memory-fetched.ts'
import { MemoryLedger } from './memory-ledger.ts'
import type { MemoryGroup } from './memory-group.ts'
import { endOfEpoch, epochOf } from './memory-topic.ts'
import type { MemoryLog, MemoryRecord, MemoryTopic } from './memory-topic.ts'
import { READING_RULES } from './reading-rules.ts'
import type { ReadingRules } from './reading-rules.ts'

export const OUT_OF_RANGE: DiagnosticCode = {
  code: 'TEST0001',
  severity: 'error',
  summary: 'Position is out of range',
  explanation: '',
}
export const TOPIC_GONE: DiagnosticCode = { ...OUT_OF_RANGE, code: 'TEST0002', summary: 'Topic is another one' }
export const TRUNCATED: DiagnosticCode = { ...OUT_OF_RANGE, code: 'TEST0003', summary: 'Log lost records' }

export interface MemoryStreamParts {
  readonly topic: MemoryTopic
  readonly group: MemoryGroup
  readonly link: Link
  readonly clock: Clock
  readonly rules?: ReadingRules
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
    const { topic, link, rules = READING_RULES } = this.#parts
    const look = () => ({
      topic: topic.id,
      partitions: Array.from({ length: topic.partitions }, (_, partition) => {
        const log = topic.log(partition)
        return { partition, earliest: log.start, latest: rules.latest(log), log: String(epochOf(log)) }
      }),
    })
    return abortable(link.call('describe', look), signal)
  }

  openReader(): Promise<Reader> {
    return Promise.resolve(new MemoryReader(this.#parts, this.#id))
  }

  openLedger(): Promise<MemoryLedger> {
    const { group, link } = this.#parts
    return Promise.resolve(new MemoryLedger({ group, link }))
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

interface Position {
  readonly offset: number
  /** Epoch of the record before it. */
  readonly log?: string | undefined
}

class MemoryReader implements Reader {
  readonly #parts: MemoryStreamParts
  readonly #id: string
  readonly #rules: ReadingRules
  #positions = new Map<number, Position>()

  constructor(parts: MemoryStreamParts, id: string) {
    this.#parts = parts
    this.#id = id
    this.#rules = parts.rules ?? READING_RULES
  }

  assign(positions: ReadonlyMap<number, Position>): void {
    this.#positions = new Map(positions)
  }

  async poll(options: { waitMs: number; maxBytes: number; signal: AbortSignal }): Promise<readonly Fetched[]> {
    const found = await abortable(this.#fetch(options.maxBytes), options.signal)
    if (found.length > 0) return found
    await this.#change(options)
    return abortable(this.#fetch(options.maxBytes), options.signal)
  }

  readRange(...[{ partition, begin, end, log: of }, taker, signal]: Parameters<Reader['readRange']>): Promise<void> {
    const read = () => {
      this.#requireSameTopic()
      const log = this.#parts.topic.log(partition)
      if (this.#rules.checksRanges) requireSameLog(log, { offset: begin, log: of })
      if (end > log.end) throw outOfRange(log, end)
      const records = this.#forUs(log).filter(({ offset }) => offset >= begin && offset < end)
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
      return [...from].flatMap(([partition, position]) => this.#fetchOne({ partition, position, maxBytes }))
    })
    if (from !== this.#positions) return []
    for (const fetched of found) {
      const { partition, end: offset } = fetched
      this.#positions.set(partition, { offset, log: fetched.logAt(offset) ?? from.get(partition)?.log })
    }
    return found
  }

  #fetchOne({ partition, position, maxBytes }: FetchOne): MemoryFetched[] {
    const log = this.#parts.topic.log(partition)
    const { offset } = position
    if (this.#rules.checksPositions) requireSameLog(log, position)
    if (offset < log.start || offset > log.end) throw outOfRange(log, offset)
    const end = this.#rules.readableEnd(log)
    if (offset >= end) return []
    const wanted: MemoryRecord[] = []
    let bytes = 0
    for (const record of this.#forUs(log).filter((each) => each.offset < end)) {
      if (record.offset < offset) continue
      if (bytes >= maxBytes) return [new MemoryFetched(partition, wanted, { begin: offset, end: record.offset })]
      wanted.push(record)
      bytes += typeof record.value === 'string' ? 1 : record.value.length
    }
    return [new MemoryFetched(partition, wanted, { begin: offset, end })]
  }

  #forUs({ records }: MemoryLog): readonly MemoryRecord[] {
    if (!this.#rules.skipsAborted) return records
    return records.map((record) =>
      record.transaction?.state === 'aborted' ? { ...record, value: 'control' as const } : record,
    )
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

interface FetchOne {
  readonly partition: number
  readonly position: Position
  readonly maxBytes: number
}

function outOfRange({ start, end }: MemoryLog, offset: number): DiagnosedError {
  return new DiagnosedError([diagnose(OUT_OF_RANGE, { detail: `offset ${offset}: [${start}, ${end})` })])
}

/** What was read before the position is still before it (rule 8). */
function requireSameLog(log: MemoryLog, { offset, log: of }: Position): void {
  const end = of === undefined ? offset : endOfEpoch(log, Number(of))
  if (end >= offset) return
  throw new DiagnosedError([diagnose(TRUNCATED, { detail: `offset ${offset}: epoch ${of} ends at ${end}` })])
}
