import { epochOf, stableOf } from '../../memory/memory-topic.ts'
import type { MemoryTopic, Transaction } from '../../memory/memory-topic.ts'
import type { Profile } from './profile.ts'
import type { Random } from './random.ts'
import type { Traits } from './traits.ts'

/** A record that was appended, by its value. */
export interface Appended {
  readonly partition: number
  readonly offset: number
  /** Of the leader that appended it. */
  readonly epoch: number
}

export interface HistoryParts {
  readonly topic: MemoryTopic
  readonly random: Random
  readonly traits: Traits
  readonly profile: Pick<Profile, 'padding'>
}

/** What producers and brokers do to the topic, and so what must be exported of it. */
export class TopicHistory {
  /** Every record that is for us. */
  readonly appended = new Map<string, Appended>()
  /** Records that are no lines. */
  readonly invalid: Appended[] = []
  /** Values that a new leader did not have. */
  readonly truncated = new Set<string>()
  wasTruncated = false
  readonly #parts: HistoryParts
  #starts: ReadonlyMap<number, number> = new Map()
  #transaction: Transaction = { state: 'committed' }
  #open: (readonly [string, Appended])[] = []

  constructor(parts: HistoryParts) {
    this.#parts = parts
  }

  /** Where an exporter must begin, by partition: at the last stable offset of when it was applied. */
  get starts(): ReadonlyMap<number, number> {
    return this.#starts
  }

  /** Before there is an exporter: what is committed by then is none of its business. */
  beforeExporters(): void {
    const { random, topic } = this.#parts
    for (let count = random.between(0, 6); count > 0; count--) this.append(random.between(0, topic.partitions - 1))
    const logs = Array.from({ length: topic.partitions }, (_, partition) => topic.log(partition))
    this.#starts = new Map(logs.map((log, partition) => [partition, stableOf(log)]))
    const isBefore = ({ partition, offset }: Appended) => offset < (this.#starts.get(partition) ?? 0)
    for (const [value, record] of this.appended) if (isBefore(record)) this.appended.delete(value)
    this.invalid.splice(0, Infinity, ...this.invalid.filter((record) => !isBefore(record)))
  }

  append(partition: number): void {
    const { random, topic, profile, traits } = this.#parts
    const log = topic.log(partition)
    const gap = random.chance(0.1) ? random.between(1, 3) : 0
    const record = { partition, offset: log.end + gap, epoch: epochOf(log) }
    const other = random.chance(0.1) ? random.pick(['control', 'tombstone', '', 'two\nlines']) : undefined
    const value = other ?? valueOf(record) + ' '.repeat(profile.padding)
    if (other === undefined && traits.isTransactional && random.chance(0.5)) {
      return this.#appendInTransaction(value, record, gap)
    }
    topic.append(partition, value, { gap })
    if (other === undefined) this.appended.set(value, record)
    else if (other !== 'control') this.invalid.push(record)
  }

  /** Its records become visible or never do; either way a marker follows them. */
  endTransaction(state: 'committed' | 'aborted'): void {
    if (this.#transaction.state !== 'open') return
    const { topic } = this.#parts
    const isThere = ({ partition, offset, epoch }: Appended) =>
      topic.log(partition).records.some((record) => record.offset === offset && record.epoch === epoch)
    const records = this.#open
    this.#open = []
    this.#transaction.state = state
    if (state === 'committed') for (const [value, at] of records) if (isThere(at)) this.appended.set(value, at)
    for (const partition of new Set(records.map(([, at]) => at.partition))) topic.append(partition, 'control')
  }

  /** A leader is elected that does not have the last records, and takes others in their place; gives from where on. */
  truncate(partition: number): number | undefined {
    const { random, topic } = this.#parts
    const { start, end } = topic.log(partition)
    if (start === end) return undefined
    const to = Math.max(start, end - random.between(1, 4))
    for (const [value, at] of this.appended)
      if (at.partition === partition && at.offset >= to) this.truncated.add(value)
    topic.truncate(partition, to)
    this.wasTruncated = true
    for (let count = random.between(0, 6); count > 0; count--) this.append(partition)
    return to
  }

  #appendInTransaction(value: string, record: Appended, gap: number): void {
    if (this.#transaction.state !== 'open') this.#transaction = { state: 'open' }
    this.#parts.topic.append(record.partition, value, { gap, transaction: this.#transaction })
    this.#open.push([value, record])
  }
}

function valueOf({ partition, offset, epoch }: Appended): string {
  return epoch === 0 ? `{"p":${partition},"o":${offset}}` : `{"p":${partition},"o":${offset},"e":${epoch}}`
}
