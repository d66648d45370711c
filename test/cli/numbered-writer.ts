import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Appends events that carry their own number to the partitions of a directory stream, whole lines, until it is stopped. */
export class NumberedWriter {
  readonly #directory: string
  readonly #partitions: number
  readonly #running: Promise<void>
  #written = 0
  #stopped = false

  constructor(directory: string, partitions: number) {
    this.#directory = directory
    this.#partitions = partitions
    this.#running = this.#write()
  }

  /** Ends the writing; gives how many events were written, numbered from 0. */
  async stop(): Promise<number> {
    this.#stopped = true
    await this.#running
    return this.#written
  }

  async #write(): Promise<void> {
    while (!this.#stopped) {
      const partition = this.#written % this.#partitions
      const lines = Array.from(
        { length: 7 },
        (_, index) => `{"n":${this.#written + index},"text":"zoë ${partition}"}\n`,
      )
      await appendFile(join(this.#directory, `partition-${partition}.jsonl`), lines.join(''))
      this.#written += lines.length
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
}

/** What is wrong with lines that should hold each number in [0, count) exactly once; empty when nothing is. */
export function auditNumbers(lines: readonly string[], count: number): readonly string[] {
  const seen = new Map<number, number>()
  for (const line of lines) {
    const n = numberOf(line)
    seen.set(n, (seen.get(n) ?? 0) + 1)
  }
  const lost = Array.from({ length: count }, (_, n) => n).filter((n) => !seen.has(n))
  const doubled = [...seen].filter(([, times]) => times > 1).map(([n]) => n)
  const strangers = [...seen.keys()].filter((n) => !(n >= 0 && n < count))
  return [
    ...(lost.length > 0 ? [`lost ${lost.length}: ${lost.slice(0, 5).join(' ')}`] : []),
    ...(doubled.length > 0 ? [`doubled ${doubled.length}: ${doubled.slice(0, 5).join(' ')}`] : []),
    ...(strangers.length > 0 ? [`never written ${strangers.length}`] : []),
  ]
}

function numberOf(line: string): number {
  const event: unknown = JSON.parse(line)
  return typeof event === 'object' && event !== null && 'n' in event ? Number(event.n) : Number.NaN
}
