import type { EngineEvent } from '../../../model/engine-event.ts'
import { formatSize } from '../../../lib/format-size.ts'

const ERASE_LINE = '\r\u001b[2K'

/** The last line of a terminal, written again and again: what is open in each running exporter. Nothing where no terminal reads. */
export class LiveLine {
  readonly #write: ((text: string) => void) | undefined
  readonly #width: number
  readonly #open = new Map<string, { readonly records: number; readonly bytes: number }>()
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

  /** After it. */
  follow(event: EngineEvent): void {
    if (event.event === 'progress') {
      this.#open.set(event.exporter, { records: event.openRecords, bytes: event.openBytes })
    } else if (event.event === 'object') this.#open.delete(event.exporter)
    else if (event.event === 'stopped' || event.event === 'failed') this.#open.delete(event.exporter)
    const text = this.#text()
    if (text === '') return
    this.#write?.(`${ERASE_LINE}${text}`)
    this.#shown = this.#write !== undefined
  }

  #text(): string {
    const parts = [...this.#open]
      .filter(([, { records }]) => records > 0)
      .map(([exporter, { records, bytes }]) => `${exporter}: ${records} events open, ${formatSize(bytes)}`)
    return parts.join(' · ').slice(0, this.#width - 1)
  }
}
