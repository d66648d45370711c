import type { ListedKind } from '../../project/listings.ts'
import { jsonDocument } from '../../views/json/messages.ts'
import { listingToJson, renderListings } from '../../views/listing.ts'
import type { DocumentView } from '../../views/view.ts'

export const listView: DocumentView<ListedKind> = {
  human: renderListings,
  json: ({ many, listings }) => jsonDocument({ [many]: listings.map(listingToJson) }),
}
