import { flagOf, type RunCommand } from '../command.ts'
import { carryOut } from '../carry-out.ts'

export const run: RunCommand = (args, surroundings) =>
  carryOut(args, surroundings, flagOf(args, 'destroy') ? 'destroy' : 'apply')
