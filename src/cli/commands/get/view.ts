import { listingToJson, renderListings, type Listed } from '../../views/listing.ts'
import { jsonDocument } from '../../views/json/messages.ts'
import type { DocumentView } from '../../views/view.ts'

/** Of one resource. */
export const getView: DocumentView<Listed> = {
  human: renderListings,
  json: ({ kind, listings, dependents }) => {
    const [answer] = listings.map((listing) => ({ [kind.one]: listingToJson(listing, dependents) }))
    return jsonDocument(answer)
  },
}
