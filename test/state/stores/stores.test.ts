import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { FieldValues } from '../../../src/model/fields.ts'
import { STATE_STORES } from '../../../src/state/stores/catalogue.ts'
import type { StateBackend, StateStoreCatalogue } from '../../../src/state/stores/state-backend.ts'
import { variantFolders } from '../../catalogue-folders.ts'
import { systemClock } from '../../streams/system-clock.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import { stateBackendConformance } from './backend-conformance.ts'
import { stateStoreConformance, type StatePlace } from './conformance.ts'
import { LocalWorld } from './local/local-world.ts'
import { MEMORY_STORE } from './memory-store.ts'

/** Settings of a new place for each store. `directory`: fresh. */
const NEW_PLACES: { readonly [store in keyof typeof STATE_STORES]: (directory: string) => FieldValues } = {
  local: (directory) => ({ path: join(directory, 'state', 'strmctl.state.json') }),
}

test('every folder of stores is a line of the catalogue', async (t) => {
  t.deepEqual(await variantFolders('state/stores'), Object.keys(STATE_STORES).toSorted())
})

for (const [store, settings] of Object.entries(NEW_PLACES)) conformanceOf(STATE_STORES, store, settings)

conformanceOf(MEMORY_STORE, 'memory', (directory) => ({ name: directory }))

conformance('local, on a disk in memory', () => {
  const world = new LocalWorld()
  return Promise.resolve({
    open: () => Promise.resolve(world.start().backend),
    pass: (promise) => world.pass(promise),
  })
})

function conformance(name: string, makePlace: (t: ExecutionContext) => Promise<StatePlace>): void {
  stateBackendConformance(test, name, makePlace)
  stateStoreConformance(test, name, makePlace)
}

/** As the catalogue opens it. */
function conformanceOf(stores: StateStoreCatalogue, store: string, settings: (directory: string) => FieldValues): void {
  conformance(store, async (t) => {
    const directory = await temporaryDirectory(t)
    const opened: StateBackend[] = []
    t.teardown(() => Promise.all(opened.map((backend) => backend.close())))
    const open = async () => {
      const backend = await stores[store]?.open(settings(directory), { directory, environment: {}, clock: systemClock })
      if (backend === undefined) throw new Error(`no store "${store}"`)
      opened.push(backend)
      return backend
    }
    return { open, pass: (promise) => promise }
  })
}
