import { Readable } from 'node:stream'

/** Bytes in chunks as the body of one request, without joining them. The request handler uses `chunks`; whatever reads it as a stream gets the same bytes. */
export class ChunkBody extends Readable {
  readonly chunks: readonly Uint8Array[]
  /** Called by whatever sends the chunks: so many bytes from the beginning have left the process. */
  readonly onSent: (bytes: number) => void
  #next = 0

  constructor(chunks: readonly Uint8Array[], onSent: (bytes: number) => void = () => undefined) {
    super()
    this.chunks = chunks.filter((chunk) => chunk.length > 0)
    this.onSent = onSent
  }

  override _read(): void {
    this.push(this.chunks[this.#next++] ?? null)
  }
}
