/** A record: a value, a tombstone, or something that is not for us (control batch). */
export interface MemoryRecord {
  readonly offset: number
  readonly value: Uint8Array | 'tombstone' | 'control'
  /** Of the leader that appended it. */
  readonly epoch: number
  /** Absent where it was appended outside of one. */
  readonly transaction?: Readonly<Transaction>
}

/** Its records are for nobody while it is open, and for nobody ever where it was aborted. */
export interface Transaction {
  state: 'open' | 'committed' | 'aborted'
}

export interface MemoryLog {
  start: number
  /** The high watermark. */
  end: number
  records: MemoryRecord[]
  /** Where each leader began to append, ascending. */
  epochs: { readonly epoch: number; readonly from: number }[]
}

/** A topic in memory, shared by all clients. */
export class MemoryTopic {
  id: string
  #logs: MemoryLog[]
  readonly #waiting = new Set<() => void>()

  constructor(id: string, partitions: number) {
    this.id = id
    this.#logs = Array.from({ length: partitions }, emptyLog)
  }

  get partitions(): number {
    return this.#logs.length
  }

  /** Adds a record, of which the values `tombstone` and `control` are none, and gives its offset. */
  append(partition: number, value: string, { gap = 0, transaction }: AppendOptions = {}): number {
    const log = this.log(partition)
    const offset = log.end + gap
    const stored = value === 'tombstone' || value === 'control' ? value : new TextEncoder().encode(value)
    const record: MemoryRecord = { offset, value: stored, epoch: epochOf(log) }
    log.records.push(transaction === undefined ? record : { ...record, transaction })
    log.end = offset + 1
    this.#tell()
    return offset
  }

  log(partition: number): MemoryLog {
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

  /** A leader that did not have what comes behind `to` was elected, and goes on from there. */
  truncate(partition: number, to: number): void {
    const log = this.log(partition)
    const epoch = epochOf(log) + 1
    log.records = log.records.filter(({ offset }) => offset < to)
    log.epochs = [...log.epochs.filter(({ from }) => from < to), { epoch, from: to }]
    log.end = to
    this.#tell()
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

export interface AppendOptions {
  /** Offsets that stay empty before it. */
  readonly gap?: number
  readonly transaction?: Readonly<Transaction>
}

function emptyLog(): MemoryLog {
  return { start: 0, end: 0, records: [], epochs: [{ epoch: 0, from: 0 }] }
}

/** Of the leader that appends now. */
export function epochOf({ epochs }: MemoryLog): number {
  return epochs.at(-1)?.epoch ?? 0
}

/** Where the records of a leader, and of those before it, end: what OffsetForLeaderEpoch says. */
export function endOfEpoch({ epochs, end }: MemoryLog, epoch: number): number {
  return epochs.find((each) => each.epoch > epoch)?.from ?? end
}

/** The last stable offset: below it no transaction is open. */
export function stableOf({ records, end }: MemoryLog): number {
  return records.find(({ transaction }) => transaction?.state === 'open')?.offset ?? end
}
