import type { WorkerEvent } from '../../workers/worker-event.ts'
import { formatElapsed } from '../../../lib/format-elapsed.ts'

/** One line for what `up --workers` reports of its processes. */
export function renderWorkerEvent(event: WorkerEvent): string {
  switch (event.event) {
    case 'started':
      return `worker ${event.worker}: started as process ${event.pid}`
    case 'died': {
      return `worker ${event.worker}: ${event.how}${renderRestart(event.restartMs)}`
    }
  }
}

function renderRestart(ms: number | undefined): string {
  if (ms === undefined) return ''
  return ms === 0 ? '; it starts again at once' : `; it starts again in ${formatElapsed(ms)}`
}
