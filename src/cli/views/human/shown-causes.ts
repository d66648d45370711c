import type { Diagnostic } from '../../../model/diagnostic.ts'
import type { EngineEvent } from '../../../model/engine-event.ts'

/** Causes of retries that were shown whole and are not over: when a broker is down, all its exporters meet the same one. */
export class ShownCauses {
  readonly #exporters = new Map<string, Set<string>>()

  /** What of the event is to be shown whole. `worker`: whose event it is, where several processes run the same exporter. */
  newCauseOf(event: EngineEvent, worker = 0): Diagnostic | undefined {
    const exporter = `${worker} ${event.exporter}`
    if (['resumed', 'stopped', 'failed'].includes(event.event)) this.#forget(exporter)
    if (event.event !== 'retrying' || event.diagnostic === undefined) return undefined
    const cause = `${event.diagnostic.code} ${event.diagnostic.detail}`
    const meeting = this.#exporters.get(cause)
    this.#exporters.set(cause, new Set([...(meeting ?? []), exporter]))
    return meeting === undefined ? event.diagnostic : undefined
  }

  #forget(exporter: string): void {
    for (const [cause, meeting] of this.#exporters) {
      if (meeting.delete(exporter) && meeting.size === 0) this.#exporters.delete(cause)
    }
  }
}
