import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import type { VERSION } from './spec.ts'
import { versionView } from './view.ts'

export const run: RunCommand<typeof VERSION> = (_args, { view, version }) => {
  view.showDocument(versionView, { strmctl: version, node: process.version })
  return Promise.resolve(EXIT.ok)
}
