import type { ListedKind, Listing } from '../project/listings.ts'
import { renderTable } from './human/table.ts'

/** The original's `-o table`; each resource that others depend on is followed by a table of those. */
export function renderListings({ columns, listings }: ListedKind): string {
  const table = tableOf({ columns, listings })
  const groups = listings.flatMap(({ name, dependents }) =>
    dependents.map((dependent) => `\n${name} is used by:\n${tableOf(dependent)}`),
  )
  return table + groups.join('')
}

function tableOf({ columns, listings }: Pick<ListedKind, 'columns' | 'listings'>): string {
  return renderTable(
    columns,
    listings.map(({ row }) => row),
  )
}

/** The original's JSON object of one resource; dependents are in the key of their kind, as in `batchExporters`. */
export function listingToJson({ json, dependents }: Listing): object {
  const below = dependents.map(({ many, listings }) => [many, listings.map((listing) => listing.json)] as const)
  return { ...json, ...Object.fromEntries(below) }
}
