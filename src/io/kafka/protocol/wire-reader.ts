import { WireError } from './wire-error.ts'

const TWO_32 = 0x1_0000_0000

/** Reads what WireWriter writes. Every method throws WireError where the buffer ends too early. */
export class WireReader {
  readonly #buffer: Buffer
  #position: number

  constructor(buffer: Buffer, position = 0) {
    this.#buffer = buffer
    this.#position = position
  }

  /** Bytes that are left. */
  get remaining(): number {
    return this.#buffer.length - this.#position
  }

  int8(): number {
    return this.#buffer.readInt8(this.#advance(1))
  }

  int16(): number {
    return this.#buffer.readInt16BE(this.#advance(2))
  }

  int32(): number {
    return this.#buffer.readInt32BE(this.#advance(4))
  }

  /** Throws WireError for a number above 2^53. */
  int64(): number {
    const position = this.#advance(8)
    const value = this.#buffer.readInt32BE(position) * TWO_32 + this.#buffer.readUInt32BE(position + 4)
    if (!Number.isSafeInteger(value)) throw new WireError(`Cannot read an int64 at byte ${position}: it is above 2^53`)
    return value
  }

  boolean(): boolean {
    return this.int8() !== 0
  }

  uvarint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#buffer.readUInt8(this.#advance(1))
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw new WireError(`Cannot read a number before byte ${this.#position}: it is too long`)
  }

  string(): string {
    return this.nullableString() ?? ''
  }

  nullableString(): string | undefined {
    return this.nullableBytes()?.toString('utf8')
  }

  bytes(): Buffer {
    return this.nullableBytes() ?? this.#take(0)
  }

  /** A view of the buffer that is read, not a copy. */
  nullableBytes(): Buffer | undefined {
    const size = this.uvarint()
    return size === 0 ? undefined : this.#take(size - 1)
  }

  array<T>(read: (reader: WireReader) => T): readonly T[] {
    return this.nullableArray(read) ?? []
  }

  nullableArray<T>(read: (reader: WireReader) => T): readonly T[] | undefined {
    const size = this.uvarint()
    return size === 0 ? undefined : this.#items(size - 1, read)
  }

  int32s(): readonly number[] {
    return this.array((reader) => reader.int32())
  }

  /** The usual text form, in lower case. */
  uuid(): string {
    const hex = this.#take(16).toString('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  }

  /** Tagged fields: each is handed on with a reader of its own, or skipped. */
  tags(read?: (tag: number, reader: WireReader) => void): void {
    for (let left = this.uvarint(); left > 0; left -= 1) {
      const tag = this.uvarint()
      const field = this.#take(this.uvarint())
      read?.(tag, new WireReader(field))
    }
  }

  classicString(): string | undefined {
    const size = this.int16()
    return size < 0 ? undefined : this.#take(size).toString('utf8')
  }

  classicArray<T>(read: (reader: WireReader) => T): readonly T[] {
    return this.#items(Math.max(this.int32(), 0), read)
  }

  #items<T>(count: number, read: (reader: WireReader) => T): readonly T[] {
    if (count > this.remaining) throw new WireError(`Cannot read ${count} items: ${this.remaining} bytes are left`)
    const items: T[] = []
    for (let index = 0; index < count; index += 1) items.push(read(this))
    return items
  }

  #take(size: number): Buffer {
    const position = this.#advance(size)
    return this.#buffer.subarray(position, position + size)
  }

  #advance(size: number): number {
    const position = this.#position
    if (size > this.remaining) throw new WireError(`Cannot read ${size} bytes: ${this.remaining} are left`)
    this.#position = position + size
    return position
  }
}
