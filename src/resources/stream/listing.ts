import type { KindListing } from '../../model/kind.ts'
import { findVariant } from '../variants.ts'

export const streamListing: KindListing = {
  columns: ['Name', 'Type', 'Source'],
  show: (fields, { streams }) => {
    const found = findVariant(fields, streams)
    const type = found?.variant ?? ''
    const source = (found && streams[type]?.listing(found.settings).source) ?? ''
    return { cells: [type, source], json: { type, source } }
  },
}
