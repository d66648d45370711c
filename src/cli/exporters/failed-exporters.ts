import type { EngineEvent } from '../../model/engine-event.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import { ALL_FAILED, SOME_FAILED } from '../diagnostics.ts'

/** Which exporters have failed for good by now, as one or several processes report it. */
export class FailedExporters {
  readonly #failed = new Map<string, Set<number>>()

  /** `worker`: whose event it is, where there are several. */
  note({ event, exporter }: Pick<EngineEvent, 'event' | 'exporter'>, worker = 0): void {
    const workers = this.#failed.get(exporter) ?? new Set()
    if (event === 'failed') this.#failed.set(exporter, workers.add(worker))
    if (event === 'starting' && workers.delete(worker) && workers.size === 0) this.#failed.delete(exporter)
  }

  /** What to say of them at the end; `isAll`: nothing else was left. */
  summary({ isAll }: { readonly isAll: boolean }): readonly Diagnostic[] {
    if (this.#failed.size === 0) return []
    const names = [...this.#failed.keys()].toSorted().map((name) => `"${name}"`)
    const detail = `${names.join(', ')} stopped for an error that retrying cannot fix; it was reported when it happened.`
    return [
      isAll ? diagnose(ALL_FAILED, { detail: `${detail} Nothing else runs.` }) : diagnose(SOME_FAILED, { detail }),
    ]
  }
}
