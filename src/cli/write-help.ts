import { writeFileSync } from 'node:fs'
import { COMMANDS, GLOBAL_OPTIONS } from './commands/specs.ts'
import { renderOverview } from './render-help.ts'

// Run by `npm run build`: the overview beside the compiled bin, so that `--help` loads no command.
writeFileSync(new URL('./help.txt', import.meta.url), renderOverview(COMMANDS, GLOBAL_OPTIONS))
