import type { KindListing } from '../../model/kind.ts'
import { findVariant } from '../variants.ts'

export const dataConnectorListing: KindListing = {
  columns: ['Name', 'Type', 'Target Name'],
  show: (fields, { connectors }) => {
    const found = findVariant(fields, connectors)
    const listing = found && connectors[found.variant]?.listing(found.settings)
    if (listing === undefined) return { cells: ['', ''], json: {} }
    const { key, value, targetName } = listing
    return { cells: [key, targetName], json: { [key]: value } }
  },
}
