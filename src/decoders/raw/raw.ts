import type { DecoderVariant } from '../../model/record-decoder.ts'

/** Bytes as they are. */
export const RAW: DecoderVariant = { doc: 'the value as it is' }
