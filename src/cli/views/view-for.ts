import type { CommandDeps } from '../command-deps.ts'
import { humanView } from './human/human-view.ts'
import { jsonView } from './json/json-view.ts'
import type { View } from './view.ts'
import { workerView } from './worker-view.ts'

const made = new WeakMap<CommandDeps, View>()

/** The one view of this process: the JSON view begins with a version message, so it is made once. */
export function viewFor(deps: CommandDeps): View {
  const known = made.get(deps)
  if (known !== undefined) return known
  const view = makeView(deps)
  made.set(deps, view)
  return view
}

function makeView(deps: CommandDeps): View {
  if (deps.worker !== undefined) return workerView(deps.worker.send)
  return deps.json ? jsonView(deps) : humanView(deps)
}
