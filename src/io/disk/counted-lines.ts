import { crc32c } from '../../lib/crc32c.ts'
import { JOURNAL_FORMAT } from './journal-line.ts'
import type { JournalLine, Lease } from './journal-line.ts'
import type { JsonValue } from './json-value.ts'

/** What a line means where it stands: it counts, it does not, or it cannot stand there unless the file was damaged. */
export type Verdict = 'counts' | 'ignored' | 'damaged' | 'newer'

/** The bytes of a checksum, for one line at a time. */
const CHECKSUM = Buffer.alloc(4)

type OwnedLine = Exclude<JournalLine, { readonly kind: 'head' | 'base' | 'lease' }>

/**
 * The meaning of one segment: takes its lines in order and says of each whether it counts. Pure: every process that read the
 * same lines holds the same (journal.md has the rules and why).
 */
export class CountedLines {
  #lease: Lease | undefined
  #released = false
  #sealed = false
  #baseLeft: number | undefined
  #check = 0
  #changes = 0
  readonly #payloads: JsonValue[] = []

  /** The counted lease with the highest number. */
  get lease(): Lease | undefined {
    return this.#lease
  }

  /** The lease's owner has given it back. */
  get released(): boolean {
    return this.#released
  }

  /** Nothing after this counts; the next segment follows. */
  get sealed(): boolean {
    return this.#sealed
  }

  /** Every linked segment has its head and base complete. */
  get complete(): boolean {
    return this.#baseLeft === 0
  }

  /** Check value over the counted lines: what the owner's next line carries as `after`. */
  get check(): number {
    return this.#check
  }

  /** How many lines counted: grows with every sign of life of the holder. */
  get changes(): number {
    return this.#changes
  }

  get payloads(): readonly JsonValue[] {
    return this.#payloads
  }

  /** `checksum`: CRC32C of the line; both absent for bytes that are no line. */
  take(line: JournalLine | undefined, checksum: number | undefined): Verdict {
    const verdict = this.#judge(line, checksum)
    if (verdict !== 'counts') return verdict
    CHECKSUM.writeUInt32LE(checksum ?? 0)
    this.#check = crc32c(CHECKSUM, this.#check)
    this.#changes++
    return verdict
  }

  #judge(line: JournalLine | undefined, checksum: number | undefined): Verdict {
    if (this.#baseLeft === undefined) return this.#takeHead(line)
    if (this.#baseLeft > 0) return this.#takeBase(line)
    if (checksum === undefined) return 'ignored'
    if (line === undefined || line.kind === 'head' || line.kind === 'base') return 'damaged'
    if (this.#sealed) return 'ignored'
    return line.kind === 'lease' ? this.#takeLease(line.lease) : this.#takeOwned(line)
  }

  #takeHead(line: JournalLine | undefined): Verdict {
    if (line?.kind !== 'head') return 'damaged'
    if (line.format > JOURNAL_FORMAT) return 'newer'
    this.#baseLeft = line.base
    this.#lease = line.lease
    return 'counts'
  }

  #takeBase(line: JournalLine | undefined): Verdict {
    if (line?.kind !== 'base') return 'damaged'
    this.#baseLeft = (this.#baseLeft ?? 0) - 1
    this.#payloads.push(line.payload)
    return 'counts'
  }

  /** A higher number always counts; an equal one belongs to whoever was first. */
  #takeLease(lease: Lease): Verdict {
    if (lease.fence <= (this.#lease?.fence ?? 0)) return 'ignored'
    this.#lease = lease
    this.#released = false
    return 'counts'
  }

  /** An owner writes only after he read his lease back, and he knows all lines that count since then: else one was lost. */
  /** An owner writes only after he read his lease back, and he knows all lines that count since then: else one was lost. */
  #takeOwned(line: OwnedLine): Verdict {
    const known = this.#lease?.fence ?? 0
    if (line.fence < known) return 'ignored'
    const isOwner = line.fence === known && line.owner === this.#lease?.owner && !this.#released
    if (!isOwner || line.after !== this.#check) return 'damaged'
    if (line.kind === 'write') for (const payload of line.payloads) this.#payloads.push(payload)
    if (line.kind === 'released') this.#released = true
    if (line.kind === 'sealed') this.#sealed = true
    return 'counts'
  }
}
