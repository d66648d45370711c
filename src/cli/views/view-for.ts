import type { Surroundings } from '../surroundings.ts'
import { humanView } from './human/human-view.ts'
import { jsonView } from './json/json-view.ts'
import type { View } from './view.ts'
import { workerView } from './worker-view.ts'

const made = new WeakMap<Surroundings, View>()

/** The one view of this process: the JSON view begins with a version message, so it is made once. */
export function viewFor(surroundings: Surroundings): View {
  const known = made.get(surroundings)
  if (known !== undefined) return known
  const view = makeView(surroundings)
  made.set(surroundings, view)
  return view
}

function makeView(surroundings: Surroundings): View {
  if (surroundings.worker !== undefined) return workerView(surroundings.worker.send)
  return surroundings.json ? jsonView(surroundings) : humanView(surroundings)
}
