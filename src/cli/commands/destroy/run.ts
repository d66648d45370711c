import type { RunCommand } from '../../arguments/command.ts'
import { changeResources } from '../apply/change-resources.ts'
import type { DESTROY } from './spec.ts'

export const run: RunCommand<typeof DESTROY> = (args, deps) => changeResources(args, deps, 'destroy')
