import type { Compression } from './export-job.ts'

/** A compression of objects. Works beside the main thread. */
export interface Codec {
  /**
   * What the body becomes: the same bytes for the same content, however it is cut into pieces. `body` is iterated more than
   * once, and nothing of it is read after this settled. Rejects with the signal's reason.
   */
  compress(body: Iterable<Uint8Array>, signal: AbortSignal): Promise<readonly Uint8Array[]>
  /** The content again, in constant memory. Rejects with an Error where it is damaged. */
  decompress(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}

/** By name, for all that compress at all. */
export type Codecs = { readonly [compression in Exclude<Compression, 'none'>]: Codec }

/** What the keys of objects end with. */
export const KEY_SUFFIXES: { readonly [compression in Compression]: string } = {
  none: '.jsonl',
  gzip: '.jsonl.gz',
  zstd: '.jsonl.zst',
}

/** How the object with this key is compressed. */
export function compressionOfKey(key: string): Compression {
  const compressions: readonly Compression[] = ['gzip', 'zstd']
  return compressions.find((compression) => key.endsWith(KEY_SUFFIXES[compression])) ?? 'none'
}
