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

/** What it adds to the end of keys, after the suffix of the format. */
export const COMPRESSION_SUFFIXES: { readonly [compression in Compression]: string } = {
  none: '',
  gzip: '.gz',
  zstd: '.zst',
}

/** Of objects compressed like this. The bytes say that they are compressed, not a content encoding: that makes clients unpack them unasked. */
export const COMPRESSED_CONTENT_TYPES: { readonly [compression in Exclude<Compression, 'none'>]: string } = {
  gzip: 'application/gzip',
  zstd: 'application/zstd',
}
