import type { EngineEvent } from '../../../model/engine-event.ts'
import { formatSize } from '../../../lib/format-size.ts'

const ERASE_LINE = '\r\u001b[2K'

interface Open {
  readonly exporter: string
  readonly worker: number
  readonly records: number
  readonly bytes: number
}

/** The last line of a terminal, written again and again: what is open in each running exporter. Nothing where no terminal reads. */
export class LiveLine {
  readonly #write: ((text: string) => void) | undefined
  readonly #width: number
  readonly #open = new Map<string, Open>()
  #shown = false

  constructor(write: ((text: string) => void) | undefined, width: number) {
    this.#write = write
    this.#width = width
  }

  /** Before a lasting line is printed. */
  erase(): void {
    if (this.#shown) this.#write?.(ERASE_LINE)
    this.#shown = false
  }

  /** After it. `worker`: whose event it is, where several processes run the same exporter. */
  follow(event: EngineEvent, worker = 0): void {
    const { exporter } = event
    const key = `${worker} ${exporter}`
    if (event.event === 'progress') {
      this.#open.set(key, { exporter, worker, records: event.openRecords, bytes: event.openBytes })
    } else if (['object', 'stopped', 'failed'].includes(event.event)) this.#open.delete(key)
    const text = this.#text()
    if (text === '') return
    this.#write?.(`${ERASE_LINE}${text}`)
    this.#shown = this.#write !== undefined
  }

  /** This process has nothing open any more. */
  forget(worker: number): void {
    for (const [key, open] of this.#open) if (open.worker === worker) this.#open.delete(key)
  }

  #text(): string {
    const sums = new Map<string, { readonly records: number; readonly bytes: number }>()
    for (const { exporter, records, bytes } of this.#open.values()) {
      const sum = sums.get(exporter) ?? { records: 0, bytes: 0 }
      sums.set(exporter, { records: sum.records + records, bytes: sum.bytes + bytes })
    }
    const parts = [...sums]
      .filter(([, { records }]) => records > 0)
      .map(([exporter, { records, bytes }]) => `${exporter}: ${records} events open, ${formatSize(bytes)}`)
    return parts.join(' · ').slice(0, this.#width - 1)
  }
}
