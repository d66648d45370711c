import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { listingsOf } from '../../project/listings.ts'
import { findByName, readApplied } from '../../project/read-applied.ts'
import type { GET } from './spec.ts'
import { getView } from './view.ts'

export const run: RunCommand<typeof GET> = async ({ kind, name, recursive, output }, deps) => {
  const state = await readApplied(deps)
  findByName(state, kind, [name])
  const listed = listingsOf({ state, kind, catalogues: deps.catalogues, recursive })
  const listings = listed.listings.filter((listing) => listing.name === name)
  deps.view.showDocument(getView, { ...listed, listings }, output)
  return EXIT.ok
}
