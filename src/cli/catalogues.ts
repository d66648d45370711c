import { CONNECTORS } from '../connectors/catalogue.ts'
import { DECODERS } from '../decoders/catalogue.ts'
import { FORMATS } from '../formats/catalogue.ts'
import type { Catalogues } from '../model/kind.ts'
import { STATE_STORES } from '../state/stores/catalogue.ts'
import type { StateStoreCatalogue } from '../state/stores/state-backend.ts'
import { STREAMS } from '../streams/catalogue.ts'

/** What commands work with: the variants of the resources' kinds, and those of the state. */
export interface CommandCatalogues extends Catalogues {
  readonly stateStores: StateStoreCatalogue
}

/** Declarations only: what a variant does loads when it is used. */
export const CATALOGUES: CommandCatalogues = {
  connectors: CONNECTORS,
  streams: STREAMS,
  formats: FORMATS,
  decoders: DECODERS,
  stateStores: STATE_STORES,
}
