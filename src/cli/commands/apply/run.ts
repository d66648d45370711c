import type { RunCommand } from '../../arguments/command.ts'
import { changeResources } from './change-resources.ts'
import type { APPLY } from './spec.ts'

export const run: RunCommand<typeof APPLY> = (args, deps) =>
  changeResources(args, deps, args.destroy ? 'destroy' : 'apply')
