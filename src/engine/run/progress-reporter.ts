import type { Exporter } from '../exporter.ts'
import type { OpenBatch } from '../batch/open-batch.ts'

/** Reports the figures of the open batch, not more often than the settings say, and only when they changed. */
export class ProgressReporter {
  readonly #exporter: Exporter
  #reportedAt = -Infinity
  #reported = 0

  constructor(exporter: Exporter) {
    this.#exporter = exporter
  }

  report(open: OpenBatch): void {
    const { clock, emit, settings } = this.#exporter.world
    const now = clock.monotonic()
    if (open.records === this.#reported || now - this.#reportedAt < settings.progressMs) return
    this.#reportedAt = now
    this.#reported = open.records
    emit({ event: 'progress', exporter: this.#exporter.name, openRecords: open.records, openBytes: open.bytes })
  }
}
