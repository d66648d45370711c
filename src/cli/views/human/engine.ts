import type { EngineEvent } from '../../../model/engine-event.ts'
import { counted } from '../../../lib/counted.ts'
import { formatElapsed } from '../../../lib/format-elapsed.ts'
import { formatSize } from '../../../lib/format-size.ts'
import { renderPartitions } from './partitions.ts'

/** One line for what a running exporter reports, or nothing for what only a live display shows. `worker` where there are several. */
export function renderEngineEvent(event: EngineEvent, worker?: number): string | undefined {
  const who = worker === undefined ? event.exporter : `${event.exporter} [${worker}]`
  const says = (text: string): string => `${who}: ${text}`
  switch (event.event) {
    case 'starting':
    case 'progress':
    case 'warning':
    case 'failed':
      return undefined
    case 'waiting':
      return says(`waiting: ${event.why}`)
    case 'running':
      return says(`running, partitions ${renderPartitions(event.partitions)}`)
    case 'object':
      return says(renderObject(event))
    case 'retrying':
      return says(
        `cannot ${event.what}; attempt ${event.attempt}, next in ${formatElapsed(event.delayMs)} [${event.code}]`,
      )
    case 'resumed':
      return says(`can ${event.what} again, after ${counted(event.failures, 'failed attempt')}`)
    case 'rejoining':
      return says(`starting over: ${event.why}`)
    case 'stopped':
      return says('stopped')
  }
}

function renderObject({ key, bytes, metadata, recovered }: Extract<EngineEvent, { event: 'object' }>): string {
  const { records, skipped, role } = metadata
  const what = counted(records, role === 'lines' ? 'event' : 'dead letter')
  const left = skipped > 0 ? `, ${skipped} skipped` : ''
  return `wrote ${key} (${what}, ${formatSize(bytes)}${left})${recovered ? ' [recovered]' : ''}`
}
