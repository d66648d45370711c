import { resolve } from 'node:path'
import type { Settings } from '../desired/configuration.ts'
import type { State, StateStore } from '../model/state.ts'
import { stateKeys } from '../state/secrets/state-keys.ts'
import { openLocalStateStore } from '../state/stores/open-local-state-store.ts'
import { readConfigurationFiles } from './read-files.ts'
import { decodeProject } from './read-project.ts'
import type { Surroundings } from './surroundings.ts'
import { systemClock } from './system-clock.ts'
import { systemIds } from './system-ids.ts'
import { viewFor } from './views/view-for.ts'

/** The state of the directory, where its configuration says that it is kept; of the rest of the configuration nothing is needed, mistakes in it do not matter here. */
export async function openStateStore(
  surroundings: Surroundings,
  project?: { readonly settings: Settings },
): Promise<StateStore> {
  const settings = project?.settings ?? (await readSettings(surroundings))
  const store = openLocalStateStore({
    path: resolve(surroundings.directory, settings.state.path),
    clock: systemClock,
    uuid: systemIds.uuid,
    keys: stateKeys(surroundings.environment),
    release: surroundings.version,
    warn: (diagnostic) => viewFor(surroundings).diagnostics([diagnostic]),
  })
  return learning(store, surroundings)
}

async function readSettings(surroundings: Surroundings): Promise<Settings> {
  const files = await readConfigurationFiles(surroundings.directory)
  return decodeProject(files, [], surroundings).settings
}

/** The store, with every secret that is read made known to what masks the output. */
function learning(store: StateStore, { learnSecrets }: Surroundings): StateStore {
  const learn = (state: State): State => {
    for (const { fields } of state.resources) learnSecrets(fields)
    return state
  }
  return {
    read: async () => {
      const state = await store.read()
      return state && learn(state)
    },
    lock: async (options) => {
      const locked = await store.lock(options)
      learn(locked.state())
      return locked
    },
    changed: (since, signal) => store.changed(since, signal),
    close: () => store.close(),
  }
}
