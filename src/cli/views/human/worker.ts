import type { WorkerEvent } from '../../workers/worker-event.ts'
import { formatElapsed } from '../../../lib/format-elapsed.ts'

/** One line for what `up --workers` tells of its processes. */
export function renderWorkerEvent(event: WorkerEvent): string {
  switch (event.event) {
    case 'started':
      return `worker ${event.worker}: started as process ${event.pid}`
    case 'died': {
      const next = event.restartMs === undefined ? '' : `; it starts again in ${formatElapsed(event.restartMs)}`
      return `worker ${event.worker}: ${event.how}${next}`
    }
  }
}
