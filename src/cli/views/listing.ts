import { LISTING_KINDS, type Listing, type ListingKind } from '../project/listings.ts'
import { renderTable } from './human/table.ts'

/** Gives the listings that depend on one, or none where nobody asked for them. */
export type Dependents = (listing: Listing) => readonly Listing[]

/** Resources of one kind, and what depends on each. */
export interface Listed {
  readonly kind: ListingKind
  readonly listings: readonly Listing[]
  readonly dependents: Dependents
}

/** The original's `-o table`; with dependents, each resource is followed by a table of them. */
export function renderListings({ kind, listings, dependents }: Listed): string {
  const exporters = LISTING_KINDS['batch-exporter']
  const table = renderTable(
    kind.columns,
    listings.map((listing) => listing.row),
  )
  const groups = listings.flatMap((listing) => {
    const rows = dependents(listing).map((dependent) => dependent.row)
    return rows.length === 0 || exporters === undefined
      ? []
      : [`\n${listing.name} is used by:\n${renderTable(exporters.columns, rows)}`]
  })
  return table + groups.join('')
}

/** The original's JSON object of one resource; dependents stand in `batchExporters`. */
export function listingToJson(listing: Listing, dependents: Dependents): object {
  const below = dependents(listing)
  return { ...listing.json, ...(below.length === 0 ? {} : { batchExporters: below.map((other) => other.json) }) }
}
