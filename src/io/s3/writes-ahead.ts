import type { ClientRequest } from 'node:http'
import type { ChunkBody } from './chunk-body.ts'

/** Bytes handed to the system before the connection has accepted those before them: a busy process must not keep the store waiting. */
const AHEAD_BYTES = 4 << 20

/** Writes a body to a request, some bytes ahead, and reports to the body what has left the process. */
export class WritesAhead {
  readonly #request: ClientRequest
  readonly #body: ChunkBody
  #waitingBytes = 0
  #sentBytes = 0
  #isOver = false
  #wake: () => void = () => undefined

  constructor(request: ClientRequest, body: ChunkBody) {
    this.#request = request
    this.#body = body
    request.once('response', () => this.#end()).once('close', () => this.#end())
  }

  /** There is an answer, or the connection is closed. */
  get isOver(): boolean {
    return this.#isOver
  }

  get isFull(): boolean {
    return this.#waitingBytes >= AHEAD_BYTES
  }

  write(chunk: Uint8Array): void {
    this.#waitingBytes += chunk.length
    this.#request.write(chunk, (error) => this.#noteWritten(chunk.length, error))
  }

  /** Until there is room, or it is over. */
  async someWritten(): Promise<void> {
    while (this.isFull && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #noteWritten(bytes: number, error: Error | null | undefined): void {
    this.#waitingBytes -= bytes
    this.#wake()
    if (error !== null && error !== undefined) return
    this.#sentBytes += bytes
    this.#body.onSent(this.#sentBytes)
  }

  #end(): void {
    this.#isOver = true
    this.#wake()
  }
}
