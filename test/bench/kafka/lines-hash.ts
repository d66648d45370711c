import { crc32c } from '@node-rs/crc32'

const NEWLINE = 10

/** Counts and hashes the lines of one object, however its bytes arrive. */
export class LinesHash {
  #lines = 0
  #sum = 0n
  #rest: Buffer = Buffer.alloc(0)

  add(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, chunk])
    let sum = 0
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      sum += crc32c(bytes.subarray(start, end))
      this.#lines++
      start = end + 1
    }
    this.#sum += BigInt(sum)
    this.#rest = bytes.subarray(start)
  }

  /** What stands after the last newline is a line too: not everybody ends the last one. */
  end(): void {
    if (this.#rest.length > 0) this.add(Buffer.from('\n'))
  }

  get lines(): number {
    return this.#lines
  }

  /** The sum of the CRC-32C of the lines. */
  get hash(): bigint {
    return this.#sum
  }
}
