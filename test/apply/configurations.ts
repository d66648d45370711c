import type { FieldValues } from '../../src/model/fields.ts'
import type { Configuration } from '../resources/desired.ts'

/** One stream, one place, one exporter; fields of each may be overridden. */
export function triple(
  fields: {
    readonly stream?: FieldValues
    readonly connector?: FieldValues
    readonly exporter?: FieldValues
  } = {},
): Configuration {
  return {
    'batch_exporter.events': {
      fields: { stream: 'stream.demo', data_connector: 'data_connector.out', ...fields.exporter },
    },
    'data_connector.out': { fields: { place: { path: 'out' }, ...fields.connector } },
    'stream.demo': { fields: { ...fields.stream } },
  }
}
