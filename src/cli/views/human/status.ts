import type { ExporterStatus } from '../../exporters/exporter-status.ts'
import { renderTable } from './table.ts'

const COLUMNS = ['Batch Exporter', 'Stream', 'Interval', 'Last Object', 'Lag', 'Partitions', 'Pending']

/** One row an exporter; what could not be read is said below the table. */
export function renderStatuses(statuses: readonly ExporterStatus[]): string {
  const troubles = statuses.flatMap(({ exporter, unreachable, problem }) => {
    const trouble = unreachable ?? problem
    return trouble === undefined ? [] : [`\n${exporter}: ${trouble}\n`]
  })
  return renderTable(COLUMNS, statuses.map(row)) + troubles.join('')
}

function row(status: ExporterStatus): readonly string[] {
  const pending = status.partitions.filter((partition) => partition.pending).length
  const { exporter, stream, interval, lastObject, lag, partitions } = status
  return [
    exporter,
    stream,
    interval,
    lastObject ?? '-',
    lag === undefined ? '?' : String(lag),
    String(partitions.length),
    String(pending),
  ]
}
