import { gunzipSync, gzipSync } from 'node:zlib'
import type { Codec, Codecs } from '../../src/model/codec.ts'

/** At once and on this thread, so that a simulation owns the order of everything. */
const codec: Codec = {
  compress: (body) => Promise.resolve([gzipSync(Buffer.concat([...body]), { level: 1 })]),
  decompress: async function* (body) {
    const pieces: Uint8Array[] = []
    for await (const piece of body) pieces.push(piece)
    yield gunzipSync(Buffer.concat(pieces))
  },
}

export const MEMORY_CODECS: Codecs = { gzip: codec, zstd: codec }
