import type { State } from '../../../model/state.ts'
import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { listingsOf } from '../../project/listings.ts'
import { readIfApplied } from '../../project/read-applied.ts'
import type { LIST } from './spec.ts'
import { listView } from './view.ts'

export const run: RunCommand<typeof LIST> = async ({ kind, recursive, output }, deps) => {
  const state = (await readIfApplied(deps)) ?? NOTHING
  const { catalogues, view } = deps
  view.showDocument(listView, listingsOf({ state, kind, catalogues, recursive }), output)
  return EXIT.ok
}

/** Before the first apply there is nothing of any kind, which is not an error. */
const NOTHING: State = { lineage: '', serial: 0, resources: [], pending: [] }
