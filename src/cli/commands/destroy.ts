import type { RunCommand } from '../command.ts'
import { carryOut } from '../carry-out.ts'

export const run: RunCommand = (args, deps) => carryOut(args, deps, 'destroy')
