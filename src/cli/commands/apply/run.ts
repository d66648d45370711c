import { flagOf, type RunCommand } from '../../arguments/command.ts'
import { changeResources } from '../../project/change-resources.ts'

export const run: RunCommand = (args, deps) =>
  changeResources(args, deps, flagOf(args, 'destroy') ? 'destroy' : 'apply')
