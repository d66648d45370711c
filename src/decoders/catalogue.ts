import type { DecoderCatalogue } from '../model/record-decoder.ts'
import { RAW } from './raw/raw.ts'

/** All decoders of values. */
export const DECODERS: DecoderCatalogue = {
  raw: RAW,
}
