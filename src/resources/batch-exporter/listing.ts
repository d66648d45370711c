import type { KindListing } from '../../model/kind.ts'
import { textOf } from './layout.ts'

export const batchExporterListing: KindListing = {
  columns: ['Batch Exporter', 'Stream', 'Data Connector', 'Include Existing Events', 'Interval', 'Path Prefix'],
  show: (fields, { refTo }) => {
    const [streamRef, dataConnectorRef] = [refTo(textOf(fields, 'stream')), refTo(textOf(fields, 'data_connector'))]
    const [interval, pathPrefix] = [textOf(fields, 'interval'), textOf(fields, 'path_prefix')]
    const includeExistingEvents = fields['include_existing_events'] === true
    return {
      cells: [streamRef.name, dataConnectorRef.name, String(includeExistingEvents), interval, pathPrefix],
      json: {
        streamRef,
        dataConnectorRef,
        interval,
        ...(pathPrefix === '' ? {} : { pathPrefix }),
        ...(includeExistingEvents ? { includeExistingEvents } : {}),
      },
    }
  },
}
