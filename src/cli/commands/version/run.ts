import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'

export const run: RunCommand = (_args, deps) => {
  deps.stdout(
    deps.json
      ? `${JSON.stringify({ strmctl_version: deps.version, node_version: process.version })}\n`
      : `strmctl ${deps.version}\n`,
  )
  return Promise.resolve(EXIT.ok)
}
