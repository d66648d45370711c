import { LZ4_BLOCK_WASM } from './lz4-block-wasm.ts'

/** Of WebAssembly what is used here: Node's types leave it to the browser's. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Lz4Wasm }
}

/** What lz4-block.wat exports. */
interface Lz4Wasm {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  /** memory[from, end) to memory[to, limit): where the content ends, or -1. */
  decompress(from: number, end: number, to: number, limit: number, low: number): number
}

export interface Lz4Block {
  readonly bytes: Uint8Array
  readonly begin: number
  readonly end: number
  /** Most bytes of its content. */
  readonly most: number
  /** What its matches may reach back to; only the last 64 KiB are looked at. */
  readonly before: Uint8Array
}

const PAGE = 64 * 1024
/** What a block can reach back to lies right before its content. */
const CONTENT = 64 * 1024
/** Memory after what is read and what is written, since copies are of 16 bytes. */
const SLACK = 32

/**
 * Decompresses blocks of LZ4 as WebAssembly, which moves 16 bytes at a time where JavaScript moves one, and reaches nothing but its
 * own memory whatever a block says. That memory holds one block and its content.
 */
export class Lz4Blocks {
  readonly #wasm = instantiate()
  #memory = new Uint8Array(this.#wasm.memory.buffer)

  /** The content, valid until the next call. Throws where the block is damaged or its content too long. */
  decompress({ bytes, begin, end, most, before }: Lz4Block): Uint8Array {
    const limit = CONTENT + most
    const from = limit + SLACK
    this.#provide(from + (end - begin) + SLACK)
    this.#memory.set(bytes.subarray(begin, end), from)
    const low = CONTENT - Math.min(before.length, CONTENT)
    if (low < CONTENT) this.#memory.set(before.subarray(-CONTENT), low)
    const contentEnd = this.#wasm.decompress(from, from + (end - begin), CONTENT, limit, low)
    if (contentEnd < 0) throw new Error('an LZ4 block is damaged')
    return this.#memory.subarray(CONTENT, contentEnd)
  }

  #provide(size: number): void {
    if (size <= this.#memory.length) return
    this.#wasm.memory.grow(Math.ceil((size - this.#memory.length) / PAGE))
    this.#memory = new Uint8Array(this.#wasm.memory.buffer)
  }
}

function instantiate(): Lz4Wasm {
  return new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(LZ4_BLOCK_WASM, 'base64'))).exports
}
