import { Decoder, Encoder } from '@toondepauw/node-zstd'
import { inBlocks } from './blocks.ts'
import { ConcurrencyLimit } from '../../lib/concurrency-limit.ts'
import { ZstdFrames } from './zstd-frames.ts'

/** Many exporters end their intervals at the same moment: blocks and threads are for a few at a time. */
const LIMIT = new ConcurrencyLimit(2)
/** A frame each, so that the bytes depend on the content alone, and whoever reads needs no more memory than one of them. */
const FRAME_BYTES = 4 << 20
const LEVEL = 3

/** Zstandard frames, made in the thread pool of Node. Rejects with the signal's reason. */
export function zstd(body: Iterable<Uint8Array>, signal: AbortSignal): Promise<readonly Uint8Array[]> {
  return LIMIT.run(signal, () => pack(body, signal))
}

async function pack(body: Iterable<Uint8Array>, signal: AbortSignal): Promise<readonly Uint8Array[]> {
  const encoder = new Encoder(LEVEL)
  const frames: Uint8Array[] = []
  for (const block of inBlocks(body, FRAME_BYTES)) {
    signal.throwIfAborted()
    frames.push(await encoder.encode(block))
  }
  signal.throwIfAborted()
  return frames
}

/** The content of frames, one of them in memory at a time. Rejects where they are damaged. */
export async function* unzstd(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const decoder = new Decoder()
  const frames = new ZstdFrames()
  for await (const chunk of body) {
    for (const frame of frames.add(chunk)) yield await decoder.decode(frame)
  }
  frames.end()
}
