import type { ListedKind } from '../../project/listings.ts'
import { jsonDocument } from '../../views/json/messages.ts'
import { listingToJson, renderListings } from '../../views/listing.ts'
import type { DocumentView } from '../../views/view.ts'

/** Of the one listing that is there. */
export const getView: DocumentView<ListedKind> = {
  human: renderListings,
  json: ({ one, listings }) => {
    const [answer] = listings.map((listing) => ({ [one]: listingToJson(listing) }))
    return jsonDocument(answer)
  },
}
