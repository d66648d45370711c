import type { Settings } from '../../desired/configuration.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { InternalError } from '../../model/internal-error.ts'
import type { State, StateStore } from '../../model/state.ts'
import { stateKeys } from '../../state/secrets/state-keys.ts'
import { openStateStore as openStore } from '../../state/open-state-store.ts'
import type { StateBackend, StateStoreCatalogue, StateStoreVariant } from '../../state/stores/state-backend.ts'
import { readConfigurationFiles } from './read-files.ts'
import { decodeProject } from './read-project.ts'
import type { CommandDeps } from '../command-deps.ts'
import { systemClock } from '../process/system-clock.ts'
import { systemIds } from '../process/system-ids.ts'

/** The state of the directory, where its configuration says that it is kept; of the rest of the configuration nothing is needed, mistakes in it do not matter here. */
export async function openStateStore(
  deps: CommandDeps,
  project?: { readonly settings: Settings },
): Promise<StateStore> {
  const settings = project?.settings ?? (await readSettings(deps))
  const store = openStore(await openBackend(settings, deps), {
    uuid: systemIds.uuid,
    keys: stateKeys(deps.environment),
    release: deps.version,
    warn: (diagnostic) => deps.view.diagnostics([diagnostic]),
  })
  return learning(store, deps)
}

async function openBackend({ state, mistakes }: Settings, deps: CommandDeps): Promise<StateBackend> {
  const { directory, environment, catalogues } = deps
  if (state === undefined) throw new DiagnosedError(mistakes)
  return declaredStore(catalogues.stateStores, state.store).open(state.settings, {
    directory,
    environment,
    clock: systemClock,
  })
}

function declaredStore(stores: StateStoreCatalogue, name: string): StateStoreVariant {
  const store = stores[name]
  if (store === undefined) throw new InternalError(`Cannot open the state: there is no store "${name}"`)
  return store
}

async function readSettings(deps: CommandDeps): Promise<Settings> {
  const files = await readConfigurationFiles(deps.directory)
  return (await decodeProject(files, [], deps)).settings
}

/** The store, with every secret that is read made known to what masks the output. */
function learning(store: StateStore, { learnSecrets }: CommandDeps): StateStore {
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
