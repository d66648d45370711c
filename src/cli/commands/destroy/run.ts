import type { RunCommand } from '../../arguments/command.ts'
import { changeResources } from '../../project/change-resources.ts'

export const run: RunCommand = (args, deps) => changeResources(args, deps, 'destroy')
