import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { readApplied } from '../../project/read-applied.ts'
import { renderState } from '../../views/human/show.ts'
import { viewFor } from '../../views/view-for.ts'

export const run: RunCommand = async (_args, deps) => {
  const state = await readApplied(deps)
  viewFor(deps).answer(renderState(state), 'state', state)
  return EXIT.ok
}
