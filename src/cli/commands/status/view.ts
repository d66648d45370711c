import type { ExporterStatus } from '../../exporters/exporter-status.ts'
import { renderTable } from '../../views/human/table.ts'
import { jsonDocument } from '../../views/json/messages.ts'
import type { DocumentView } from '../../views/view.ts'

const COLUMNS = ['Batch Exporter', 'Stream', 'Interval', 'Last Object', 'Lag', 'Partitions', 'Pending']

export const statusView: DocumentView<readonly ExporterStatus[]> = {
  human: renderStatuses,
  json: (exporters) => jsonDocument({ exporters }),
}

/** One row for each exporter; what could not be read is reported below the table. */
function renderStatuses(statuses: readonly ExporterStatus[]): string {
  const problems = statuses.flatMap(({ exporter, unreachable, problem }) => {
    const reason = unreachable ?? problem
    return reason === undefined ? [] : [`\n${exporter}: ${reason}\n`]
  })
  return renderTable(COLUMNS, statuses.map(row)) + problems.join('')
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
