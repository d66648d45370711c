import { COMMANDS, GLOBAL_OPTIONS } from './commands/specs.ts'
import { renderOverview } from './arguments/render-help.ts'

// Run by `npm run build`: the overview goes into a file beside the built bin, so that `--help` loads no command.
process.stdout.write(renderOverview(COMMANDS, GLOBAL_OPTIONS))
