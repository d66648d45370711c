import { CONNECTORS } from '../connectors/catalogue.ts'
import { DECODERS } from '../decoders/catalogue.ts'
import { FORMATS } from '../formats/catalogue.ts'
import type { Catalogues } from '../model/kind.ts'
import { STREAMS } from '../streams/catalogue.ts'

/** The variants that commands work with. Declarations only: what a variant does loads when it is used. */
export const CATALOGUES: Catalogues = { connectors: CONNECTORS, streams: STREAMS, formats: FORMATS, decoders: DECODERS }
