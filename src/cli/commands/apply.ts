import { flagOf, type RunCommand } from '../command.ts'
import { carryOut } from '../carry-out.ts'

export const run: RunCommand = (args, deps) => carryOut(args, deps, flagOf(args, 'destroy') ? 'destroy' : 'apply')
