import type { BlockField, Fields } from '../../model/fields.ts'
import type { StateStoreDeclarations } from '../../model/state.ts'

/** Arguments of the `strmctl` block. */
export const SETTINGS_FIELDS = {
  required_version: {
    kind: 'field',
    value: { type: 'string' },
    min: 1,
    doc: 'Versions of strmctl that may read this configuration: `">= 0.1, < 2.0"`.',
  },
} as const satisfies Fields

/** The block `state`, a block inside of it for each store: as it stands in YAML. In HCL the store is its label. */
export function stateField(stores: StateStoreDeclarations): BlockField {
  const fields = Object.entries(stores).map(([name, { doc, fields: own }]) => {
    return [name, { kind: 'block', doc, fields: own }] as const
  })
  return {
    kind: 'block',
    doc: 'Where the state is kept: one of these. In HCL the store is the label of the block: `state "local" { … }`.',
    fields: Object.fromEntries(fields),
  }
}
