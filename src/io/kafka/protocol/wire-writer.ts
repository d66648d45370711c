import { WireError } from './wire-error.ts'

const TWO_32 = 0x1_0000_0000
const INITIAL_BYTES = 256

/** Writes the primitive types of Kafka's protocol one after the other; strings, bytes and arrays in their compact form. */
export class WireWriter {
  #buffer = Buffer.allocUnsafe(INITIAL_BYTES)
  #length = 0

  int8(value: number): this {
    this.#length = this.#room(1).writeInt8(value, this.#length)
    return this
  }

  int16(value: number): this {
    this.#length = this.#room(2).writeInt16BE(value, this.#length)
    return this
  }

  int32(value: number): this {
    this.#length = this.#room(4).writeInt32BE(value, this.#length)
    return this
  }

  /** Throws WireError for a number that is not a safe integer. */
  int64(value: number): this {
    if (!Number.isSafeInteger(value)) throw new WireError(`Cannot write ${value} as int64: it is no safe integer`)
    return this.int32(Math.floor(value / TWO_32)).int32(value | 0)
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0)
  }

  /** An unsigned number below 2^32, seven bits a byte. */
  uvarint(value: number): this {
    const buffer = this.#room(5)
    let rest = value
    while (rest > 0x7f) {
      buffer[this.#length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    buffer[this.#length++] = rest
    return this
  }

  string(value: string): this {
    const size = Buffer.byteLength(value)
    this.uvarint(size + 1)
    return this.#text(value, size)
  }

  nullableString(value: string | undefined): this {
    return value === undefined ? this.uvarint(0) : this.string(value)
  }

  bytes(value: Uint8Array): this {
    this.uvarint(value.length + 1)
    return this.raw(value)
  }

  nullableBytes(value: Uint8Array | undefined): this {
    return value === undefined ? this.uvarint(0) : this.bytes(value)
  }

  array<T>(items: readonly T[], write: (writer: WireWriter, item: T) => void): this {
    this.uvarint(items.length + 1)
    for (const item of items) write(this, item)
    return this
  }

  nullableArray<T>(items: readonly T[] | undefined, write: (writer: WireWriter, item: T) => void): this {
    return items === undefined ? this.uvarint(0) : this.array(items, write)
  }

  int32s(items: readonly number[]): this {
    return this.array(items, (writer, item) => writer.int32(item))
  }

  /** Sixteen bytes from the usual text form. */
  uuid(text: string): this {
    return this.raw(Buffer.from(text.replaceAll('-', ''), 'hex'))
  }

  /** The end of every flexible structure: no tagged fields. */
  noTags(): this {
    return this.uvarint(0)
  }

  /** The string of versions that are not flexible; null without a value. */
  classicString(value: string | undefined): this {
    if (value === undefined) return this.int16(-1)
    const size = Buffer.byteLength(value)
    return this.int16(size).#text(value, size)
  }

  /** The array of versions that are not flexible. */
  classicArray<T>(items: readonly T[], write: (writer: WireWriter, item: T) => void): this {
    this.int32(items.length)
    for (const item of items) write(this, item)
    return this
  }

  /** The bytes and nothing else. */
  raw(value: Uint8Array): this {
    this.#room(value.length).set(value, this.#length)
    this.#length += value.length
    return this
  }

  /** What was written, over the writer's own memory: the writer is not to be used afterwards. */
  finish(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  #text(value: string, size: number): this {
    this.#length += this.#room(size).write(value, this.#length)
    return this
  }

  #room(size: number): Buffer {
    const needed = this.#length + size
    if (needed <= this.#buffer.length) return this.#buffer
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2))
    this.#buffer.copy(grown, 0, 0, this.#length)
    this.#buffer = grown
    return grown
  }
}
