/** A record: a value, a tombstone, or something that is not for us (control batch, aborted transaction). */
export interface MemoryRecord {
  readonly offset: number
  readonly value: Uint8Array | 'tombstone' | 'control'
}

interface Log {
  start: number
  end: number
  records: MemoryRecord[]
}

/** A topic in memory, shared by all clients. */
export class MemoryTopic {
  id: string
  #logs: Log[]
  readonly #waiting = new Set<() => void>()

  constructor(id: string, partitions: number) {
    this.id = id
    this.#logs = Array.from({ length: partitions }, emptyLog)
  }

  get partitions(): number {
    return this.#logs.length
  }

  /** Adds a record, of which the values `tombstone` and `control` are none, and gives its offset; `gap` offsets before it stay empty. */
  append(partition: number, value: string, gap = 0): number {
    const log = this.log(partition)
    const offset = log.end + gap
    const isValue = value !== 'tombstone' && value !== 'control'
    log.records.push({ offset, value: isValue ? new TextEncoder().encode(value) : value })
    log.end = offset + 1
    this.#tell()
    return offset
  }

  log(partition: number): Readonly<Log> & Log {
    const log = this.#logs[partition]
    if (log === undefined) throw new Error(`No partition ${partition}`)
    return log
  }

  addPartition(): void {
    this.#logs.push(emptyLog())
  }

  /** Retention: everything below goes. */
  cut(partition: number, start: number): void {
    const log = this.log(partition)
    log.start = Math.max(log.start, Math.min(start, log.end))
    log.records = log.records.filter(({ offset }) => offset >= log.start)
  }

  /** Deleted and made again under the same name. */
  recreate(id: string): void {
    this.id = id
    this.#logs = this.#logs.map(emptyLog)
    this.#tell()
  }

  /** Calls back once when something is added; the function given back ends that. */
  onChange(listener: () => void): () => void {
    this.#waiting.add(listener)
    return () => this.#waiting.delete(listener)
  }

  #tell(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const listener of waiting) listener()
  }
}

function emptyLog(): Log {
  return { start: 0, end: 0, records: [] }
}
