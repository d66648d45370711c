import { CONNECTORS } from '../connectors/catalogue.ts'
import type { ConnectorCatalogue } from '../model/connector.ts'
import type { StreamCatalogue } from '../model/stream.ts'
import { STREAMS } from '../streams/catalogue.ts'

/** The variants that commands work with. Declarations only: what a variant does loads when it is used. */
export interface Catalogues {
  readonly connectors: ConnectorCatalogue
  readonly streams: StreamCatalogue
}

export const CATALOGUES: Catalogues = { connectors: CONNECTORS, streams: STREAMS }
