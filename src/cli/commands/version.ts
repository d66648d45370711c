import type { RunCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'

export const run: RunCommand = (_args, surroundings) => {
  surroundings.stdout(
    surroundings.json
      ? `${JSON.stringify({ strmctl_version: surroundings.version, node_version: process.version })}\n`
      : `strmctl ${surroundings.version}\n`,
  )
  return Promise.resolve(EXIT.ok)
}
