import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { dependentsIn, listingKindOf, listingsOf } from '../../project/listings.ts'
import { findByName, readApplied } from '../../project/read-applied.ts'
import type { GET } from './spec.ts'
import { getView } from './view.ts'

export const run: RunCommand<typeof GET> = async (args, deps) => {
  const state = await readApplied(deps)
  const { connectors } = deps.catalogues
  const kind = listingKindOf(args.kind)
  const [found] = findByName(state, kind.kind, [args.name])
  const listings = listingsOf(state, kind, connectors).filter((listing) => listing.address === found?.address)
  const dependents = dependentsIn(state, connectors, { wanted: args.recursive })
  deps.view.showDocument(getView, { kind, listings, dependents }, args.output)
  return EXIT.ok
}
