import type { DiskFile, DiskFiles, OpenMode } from './disk-files.ts'
import { CountedLines } from './counted-lines.ts'
import { errorCode } from './error-code.ts'
import { JournalDamagedError, JournalNewerError } from './journal-errors.ts'
import { decodeLine, encodeLine } from './journal-line.ts'
import type { JournalLine } from './journal-line.ts'

const NEWLINE = 0x0a
const READ_BYTES = 64 * 1024
const BIG_READ_BYTES = 4 * 1024 * 1024

/** One open segment: reads on from where it stopped, appends at the end. Not for concurrent use. */
export class SegmentFile {
  readonly number: number
  readonly path: string
  readonly #files: DiskFiles
  readonly #file: DiskFile
  readonly #identity: string
  readonly counted = new CountedLines()
  readonly #tail = Buffer.allocUnsafe(READ_BYTES)
  #position = 0
  #end = 0
  #baseBytes = 0

  private constructor(opened: { number: number; path: string; files: DiskFiles; file: DiskFile; identity: string }) {
    this.number = opened.number
    this.path = opened.path
    this.#files = opened.files
    this.#file = opened.file
    this.#identity = opened.identity
  }

  /** Rejects with ENOENT where there is none. */
  static async open(place: { number: number; path: string; files: DiskFiles }, how: OpenMode): Promise<SegmentFile> {
    const file = await place.files.open(place.path, how)
    try {
      const { identity } = await file.facts()
      return new SegmentFile({ ...place, file, identity })
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Bytes of head and base: what the segment began with. */
  get baseBytes(): number {
    return this.#baseBytes
  }

  /** Bytes that were read so far. */
  get bytes(): number {
    return this.#end
  }

  /** Reads what was appended since the last call and gives the lines that count. Rejects with JournalDamagedError or JournalNewerError. */
  async readOn(): Promise<readonly JournalLine[]> {
    const counted: JournalLine[] = []
    for await (const bytes of this.#newPieces()) this.#takePiece(bytes, counted)
    if (!this.counted.complete) throw this.#damaged(this.#end, 'the file is too short')
    return counted
  }

  /**
   * One write and its fsync; a beat goes without: after a power failure nobody is left whom it could hold back, and the next
   * fsync of the file covers it. Rejects when either failed: then nobody knows what of it is there.
   */
  async append(line: JournalLine): Promise<void> {
    const data = encodeLine(line)
    const written = await this.#file.write(data)
    if (line.kind !== 'beat') await this.#file.dataSync()
    if (written !== data.length)
      throw Object.assign(new Error('Cannot append a whole line: the disk is full'), { code: 'ENOSPC' })
  }

  /** The name leads to this very file no more: somebody removed or replaced it. */
  async isReplaced(): Promise<boolean> {
    try {
      return (await this.#files.facts(this.path)).identity !== this.#identity
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return true
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  /** From the first byte that is not yet part of a taken line to the end. The first read is for a small tail, the next ones for a whole file. */
  async *#newPieces(): AsyncGenerator<Buffer> {
    let rest = Buffer.alloc(0)
    this.#end = this.#position
    for (let buffer = this.#tail; ; buffer = Buffer.allocUnsafe(BIG_READ_BYTES)) {
      const length = await this.#file.read(buffer, this.#end)
      this.#end += length
      const bytes = rest.length === 0 ? buffer.subarray(0, length) : Buffer.concat([rest, buffer.subarray(0, length)])
      const from = this.#position
      if (bytes.length > 0) yield bytes
      rest = bytes.subarray(this.#position - from)
      if (length < buffer.length) return
    }
  }

  /** Takes all lines that are followed by a newline, and the last one if it is whole by its checksum. */
  #takePiece(bytes: Buffer, counted: JournalLine[]): void {
    let start = 0
    for (;;) {
      const newline = bytes.indexOf(NEWLINE, start)
      const end = newline === -1 ? bytes.length : newline
      const taken = this.#takeLine(bytes.subarray(start, end), newline !== -1, counted)
      if (taken) this.#position += end - start
      if (newline === -1) return
      this.#position++
      start = newline + 1
    }
  }

  #takeLine(bytes: Buffer, terminated: boolean, counted: JournalLine[]): boolean {
    if (bytes.length === 0) return true
    const decoded = decodeLine(bytes)
    if (decoded === undefined && !terminated) return false
    const verdict = this.counted.take(decoded?.line, decoded?.checksum)
    if (verdict === 'damaged') throw this.#damaged(this.#position, 'a line that counted is missing or changed')
    if (verdict === 'newer') throw new JournalNewerError(this.path)
    if (verdict === 'counts' && decoded?.line !== undefined) this.#note(decoded.line, bytes.length, counted)
    return true
  }

  #note(line: JournalLine, length: number, counted: JournalLine[]): void {
    if (line.kind === 'head' || line.kind === 'base') this.#baseBytes += length + 2
    else counted.push(line)
  }

  #damaged(byte: number, what: string): JournalDamagedError {
    return new JournalDamagedError({ path: this.path, byte }, what)
  }
}
