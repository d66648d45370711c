import type { Decompress } from './decompress.ts'
import { gunzipSync } from 'node:zlib'

/** Most bytes that one batch may have when decompressed: a small batch made to grow without end must not take the memory. */
const MOST_BATCH_BYTES = 128 * 1024 * 1024

interface Codec {
  readonly name: string
  readonly load: () => Promise<Decompress>
}

/** By the number in a batch's attributes: https://kafka.apache.org/documentation/#recordbatch */
const CODECS: { readonly [codec: number]: Codec } = {
  1: { name: 'gzip', load: () => Promise.resolve(gunzip) },
  2: { name: 'snappy', load: async () => (await import('./snappy.ts')).decompressSnappy },
  3: { name: 'lz4', load: async () => (await import('./lz4.ts')).loadLz4() },
  4: { name: 'zstd', load: async () => (await import('./zstd.ts')).loadZstd() },
}

/** Compression codecs, each loaded when a batch needs it for the first time. */
export class Codecs {
  readonly #loaded = new Map<number, Decompress>()

  /** Loads what is not loaded yet; of a number that is none, nothing. Rejects where a codec cannot be loaded on this machine. */
  async load(codecs: Iterable<number>): Promise<void> {
    for (const number of codecs) {
      const codec = CODECS[number]
      if (codec === undefined || this.#loaded.has(number)) continue
      this.#loaded.set(number, await codec.load())
    }
  }

  /** Throws an error that says why. */
  decompress(codec: number, bytes: Buffer): Uint8Array {
    const decompress = this.#loaded.get(codec)
    if (decompress === undefined) throw new Error(`unknown codec ${codec}`)
    return decompress(bytes, MOST_BATCH_BYTES)
  }
}

const LEAST_CHUNK = 1024
const MOST_CHUNK = 1024 * 1024

/** The last four bytes say how long the content is: taken as a hint, it all comes in one piece. */
function gunzip(bytes: Buffer, most: number): Uint8Array {
  const hint = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4) + 1
  const chunkSize = Math.min(Math.max(hint, LEAST_CHUNK), MOST_CHUNK)
  return gunzipSync(bytes, { chunkSize, maxOutputLength: most })
}
