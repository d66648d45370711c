import type { EngineEvent } from '../../../src/model/engine-event.ts'

/** For the trace of a failing seed. */
export function describeEvent(event: EngineEvent): string {
  switch (event.event) {
    case 'object':
      return `object ${event.place} ${event.key} ${JSON.stringify(event.metadata.ranges)} ${event.metadata.batch}`
    case 'retrying':
      return `cannot ${event.what}: ${event.diagnostic?.detail ?? event.code}`
    case 'resumed':
      return `can ${event.what} again`
    case 'rejoining':
      return `rejoins: ${event.why}`
    case 'warning':
      return `warning ${event.diagnostic.code} ${event.diagnostic.detail}`
    case 'running':
      return `runs ${JSON.stringify(event.partitions)}`
    case 'starting':
    case 'waiting':
    case 'progress':
    case 'failed':
    case 'stopped':
      return event.event
  }
}
