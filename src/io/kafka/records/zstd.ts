import * as zlib from 'node:zlib'
import type { Decompress } from './decompress.ts'
import { zstdFrames } from './zstd-frames.ts'

type Native = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array

/** Node's own from 22.15 and 23.8 on; before that WebAssembly, which needs no compiler and runs everywhere. */
export async function loadZstd(): Promise<Decompress> {
  const native: unknown = Reflect.get(zlib, 'zstdDecompressSync')
  if (isNative(native)) return framed((bytes, bound) => native(bytes, { maxOutputLength: Math.max(bound, 1) }))
  const { decompress, init } = await import('@bokuweb/zstd-wasm')
  await init()
  return framed((bytes, bound) => decompress(bytes, { defaultHeapSize: Math.max(bound, 1) }))
}

function isNative(value: unknown): value is Native {
  return typeof value === 'function'
}

function framed(decompress: (bytes: Buffer, bound: number) => Uint8Array): Decompress {
  return (bytes, most) => {
    const frames = zstdFrames(bytes)
    if (frames.reduce((sum, { bound }) => sum + bound, 0) > most) throw new Error('it would become too large')
    const contents = frames.map(({ begin, end, bound }) => decompress(bytes.subarray(begin, end), bound))
    return contents.length === 1 && contents[0] !== undefined ? contents[0] : Buffer.concat(contents)
  }
}
