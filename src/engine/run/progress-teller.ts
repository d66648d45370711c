import type { Exporter } from '../exporter.ts'
import type { OpenBatch } from '../batch/open-batch.ts'

/** Tells the figures of the open batch, not more often than the settings say, and only when they changed. */
export class ProgressTeller {
  readonly #exporter: Exporter
  #toldAt = -Infinity
  #told = 0

  constructor(exporter: Exporter) {
    this.#exporter = exporter
  }

  tell(open: OpenBatch): void {
    const { clock, emit, settings } = this.#exporter.world
    const now = clock.monotonic()
    if (open.records === this.#told || now - this.#toldAt < settings.progressMs) return
    this.#toldAt = now
    this.#told = open.records
    emit({ event: 'progress', exporter: this.#exporter.name, openRecords: open.records, openBytes: open.bytes })
  }
}
