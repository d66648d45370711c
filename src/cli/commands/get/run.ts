import { CONNECTORS } from '../../../connectors/catalogue.ts'
import { flagOf, textOf, type RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { dependentsIn, listingKindOf, listingsOf } from '../../project/listings.ts'
import { findByName, readApplied } from '../../project/read-applied.ts'
import { listingToJson, renderListings } from '../../views/listing.ts'

export const run: RunCommand = async (args, deps) => {
  const state = await readApplied(deps)
  const kind = listingKindOf(textOf(args, 'kind') ?? '')
  const [found] = findByName(state, kind.kind, [textOf(args, 'name') ?? ''])
  const listings = listingsOf(state, kind, CONNECTORS).filter((listing) => listing.address === found?.address)
  const dependents = dependentsIn(state, CONNECTORS, { wanted: flagOf(args, 'recursive') })
  const json = deps.json || textOf(args, 'output') === 'json'
  const [answer] = listings.map((listing) => ({ [kind.one]: listingToJson(listing, dependents) }))
  deps.stdout(json ? `${JSON.stringify(answer, null, 2)}\n` : renderListings(kind, listings, dependents))
  return EXIT.ok
}
