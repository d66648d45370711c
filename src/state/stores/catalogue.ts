import { LOCAL_FIELDS } from './local/fields.ts'
import type { StateStoreCatalogue } from './state-backend.ts'

/** Every store of the state, by the label of the `state` block; the first is used where there is none. */
export const STATE_STORES = {
  local: {
    doc: 'A file on this machine, with a journal beside it.',
    fields: LOCAL_FIELDS,
    open: async (settings, deps) => (await import('./local/local-backend.ts')).openLocal(settings, deps),
  },
} as const satisfies StateStoreCatalogue
