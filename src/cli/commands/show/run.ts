import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { readApplied } from '../../project/read-applied.ts'
import type { SHOW } from './spec.ts'
import { stateView } from './view.ts'

export const run: RunCommand<typeof SHOW> = async (_args, deps) => {
  deps.view.show(stateView, await readApplied(deps))
  return EXIT.ok
}
