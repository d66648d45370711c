import { CONNECTORS } from '../../../connectors/catalogue.ts'
import type { State } from '../../../model/state.ts'
import { flagOf, textOf, type RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { dependentsIn, listingKindOf, listingsOf } from '../../project/listings.ts'
import { readIfApplied } from '../../project/read-applied.ts'
import { listingToJson, renderListings } from '../../views/listing.ts'

export const run: RunCommand = async (args, deps) => {
  const state = (await readIfApplied(deps)) ?? NOTHING
  const kind = listingKindOf(textOf(args, 'kind') ?? '')
  const listings = listingsOf(state, kind, CONNECTORS)
  const dependents = dependentsIn(state, CONNECTORS, { wanted: flagOf(args, 'recursive') })
  const json = deps.json || textOf(args, 'output') === 'json'
  const answer = { [kind.many]: listings.map((listing) => listingToJson(listing, dependents)) }
  deps.stdout(json ? `${JSON.stringify(answer, null, 2)}\n` : renderListings(kind, listings, dependents))
  return EXIT.ok
}

/** Before the first apply there is nothing of any kind, which is no error. */
const NOTHING: State = { lineage: '', serial: 0, resources: [], pending: [] }
