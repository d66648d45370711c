import { Readable } from 'node:stream'

/** Bytes in chunks as the body of one request, without joining them. The request handler takes `chunks`; who reads it as a stream gets the same bytes. */
export class ChunkBody extends Readable {
  readonly chunks: readonly Uint8Array[]
  #next = 0

  constructor(chunks: readonly Uint8Array[]) {
    super()
    this.chunks = chunks.filter((chunk) => chunk.length > 0)
  }

  override _read(): void {
    this.push(this.chunks[this.#next++] ?? null)
  }
}
