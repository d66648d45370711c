import { listingToJson, renderListings, type Listed } from '../../views/listing.ts'
import { jsonDocument } from '../../views/json/messages.ts'
import type { DocumentView } from '../../views/view.ts'

export const listView: DocumentView<Listed> = {
  human: renderListings,
  json: ({ kind, listings, dependents }) =>
    jsonDocument({ [kind.many]: listings.map((listing) => listingToJson(listing, dependents)) }),
}
