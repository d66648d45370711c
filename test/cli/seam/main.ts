import { command } from '../../../src/cli/arguments/command.ts'
import { COMMANDS } from '../../../src/cli/commands/catalogue.ts'
import { main } from '../../../src/cli/main.ts'
import { GREET } from './greet/spec.ts'

// The program with one more line in its catalogue of commands.
process.exitCode = await main(process.argv.slice(2), {
  commands: [...COMMANDS, command(GREET, () => import('./greet/run.ts'))],
})
