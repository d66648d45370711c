import { Tiling, type Tile } from '../lib/tiles.ts'
import { compressionOfKey, type Codecs } from '../model/codec.ts'
import { SinkError, type Connector } from '../model/connector.ts'
import { decodeMetadata } from '../model/stored-metadata.ts'
import type { LedgerEntries } from '../model/ledger.ts'
import type { ObjectMetadata } from '../model/object-metadata.ts'
import { checkContent } from './check-content.ts'
import { DeadLetters } from './dead-letters.ts'
import type { Verification, VerifiedPartition, VerifyProblem } from './verification.ts'

/** A place this exporter has written to: the connector and a prefix of one or more of its revisions. No place holds another one. */
export interface VerifiedPlace {
  readonly connector: Connector
  readonly prefix: string
}

export interface VerifyRequest {
  readonly exporter: string
  readonly uid: string
  readonly topic: string
  readonly places: readonly VerifiedPlace[]
  /** Of every revision. */
  readonly deadLetterPrefixes: readonly string[]
  /** First offset of each partition that is this exporter's to export. */
  readonly starts: ReadonlyMap<number, number>
  /** Reads the ledger, or nothing where it cannot be reached. */
  readonly readLedger: () => Promise<LedgerEntries | undefined>
  readonly content: boolean
  readonly codecs: Codecs
  readonly signal: AbortSignal
}

/**
 * Proves from the objects' metadata alone that the ranges of one exporter tile every partition, and from the ledger how far
 * (design/exactly-once.md, "How it is proven"): ledger, listing, ledger again, since the exporter may be running meanwhile.
 */
export async function verifyExporter(request: VerifyRequest): Promise<Verification> {
  const before = await request.readLedger()
  const tally = new Tally(request)
  for (const place of request.places) await tally.addPlace(place)
  const after = await request.readLedger()
  await tally.checkDeadLetters()
  return tally.result(before, after)
}

class Tally {
  readonly #request: VerifyRequest
  readonly #tilings = new Map<number, Tiling>()
  readonly #ends: { readonly partition: number; readonly tile: Tile; readonly key: string }[] = []
  readonly #problems: VerifyProblem[] = []
  readonly #counts = { objects: 0, records: 0, skipped: 0, rejected: 0, bytes: 0, others: 0 }
  readonly #deadLetters = new DeadLetters()

  constructor(request: VerifyRequest) {
    this.#request = request
  }

  async addPlace({ connector, prefix }: VerifiedPlace): Promise<void> {
    for await (const { key, size } of connector.list(prefix, this.#request.signal)) {
      const metadata = await this.#metadataOf(connector, key)
      if (metadata === undefined) continue
      this.#add(key, size, metadata)
      if (this.#request.content) await this.#checkContent(connector, key, metadata)
    }
  }

  async #metadataOf(connector: Connector, key: string): Promise<ObjectMetadata | undefined> {
    const head = await connector.sink.head(key, this.#request.signal)
    if (head.outcome === 'forbidden') {
      this.#problems.push({ problem: 'unreadable', key, reason: 'its metadata may not be read' })
      return undefined
    }
    const metadata = head.outcome === 'found' ? decodeMetadata(head.metadata) : undefined
    if (metadata?.uid === this.#request.uid && metadata.topic === this.#request.topic) return metadata
    this.#counts.others++
    return undefined
  }

  #add(key: string, size: number, metadata: ObjectMetadata): void {
    this.#counts.objects++
    this.#counts.bytes += size
    this.#counts[metadata.role === 'lines' ? 'records' : 'rejected'] += metadata.records
    this.#counts.skipped += metadata.skipped
    if (metadata.incomplete) this.#problems.push({ problem: 'incomplete', key })
    this.#deadLetters.add(key, metadata)
    if (metadata.role !== 'dead-letters') this.#addRanges(key, metadata)
  }

  #addRanges(key: string, metadata: ObjectMetadata): void {
    for (const { partition, begin, end } of metadata.ranges) {
      for (const overlap of this.#tilingOf(partition).add({ begin, end }))
        this.#problems.push({ problem: 'overlap', partition, ...overlap, key })
      this.#rememberEnd(partition, { begin, end }, key)
    }
  }

  /** Only the last stretches can lie past the ledger's end: two per partition are kept. */
  #rememberEnd(partition: number, tile: Tile, key: string): void {
    const same = this.#ends.filter((other) => other.partition === partition)
    const lowest = same.toSorted((a, b) => a.tile.end - b.tile.end)[0]
    if (same.length >= KEPT_ENDS && lowest !== undefined) {
      if (lowest.tile.end >= tile.end) return
      this.#ends.splice(this.#ends.indexOf(lowest), 1)
    }
    this.#ends.push({ partition, tile, key })
  }

  async #checkContent(connector: Connector, key: string, metadata: ObjectMetadata): Promise<void> {
    const reason = await this.#contentProblem(connector, key, metadata)
    if (reason !== undefined) this.#problems.push({ problem: 'content', key, reason })
  }

  async #contentProblem(connector: Connector, key: string, metadata: ObjectMetadata): Promise<string | undefined> {
    const { codecs, signal } = this.#request
    const stored = connector.read(key, signal)
    const compression = compressionOfKey(key)
    if (compression === 'none') return checkContent(stored, metadata)
    try {
      return await checkContent(codecs[compression].decompress(stored), metadata)
    } catch (error) {
      if (signal.aborted || error instanceof SinkError) throw error
      return `it cannot be decompressed: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  /** Looked for once more where none was listed: they are written before the events, so by now they are there. */
  async checkDeadLetters(): Promise<void> {
    for (const { key, batch, expected } of this.#deadLetters.missing()) {
      if (await this.#isThere(key, { batch, expected })) continue
      const reason = `${expected} of its records were rejected, and no object with as many dead letters belongs to it`
      this.#problems.push({ problem: 'dead-letters', key, reason })
    }
  }

  async #isThere(key: string, batch: { readonly batch: string; readonly expected: number }): Promise<boolean> {
    const { places, deadLetterPrefixes, signal } = this.#request
    for (const { connector } of places) {
      for (const prefix of deadLetterPrefixes) {
        const head = await connector.sink.head(`${prefix}/${key}`, signal)
        const metadata = head.outcome === 'found' ? decodeMetadata(head.metadata) : undefined
        if (metadata?.batch === batch.batch && metadata.records === batch.expected) return true
      }
    }
    return false
  }

  #tilingOf(partition: number): Tiling {
    const known = this.#tilings.get(partition)
    if (known !== undefined) return known
    const tiling = new Tiling()
    this.#tilings.set(partition, tiling)
    return tiling
  }

  result(before: LedgerEntries | undefined, after: LedgerEntries | undefined): Verification {
    const { exporter, uid, topic, content } = this.#request
    const numbers = [
      ...new Set([...this.#tilings.keys(), ...this.#request.starts.keys(), ...(after?.keys() ?? [])]),
    ].toSorted((a, b) => a - b)
    const partitions = numbers.map((partition) => this.#partition(partition, before, after))
    return { exporter, uid, topic, ...this.#counts, contentChecked: content, partitions, problems: this.#problems }
  }

  #partition(
    partition: number,
    before: LedgerEntries | undefined,
    after: LedgerEntries | undefined,
  ): VerifiedPartition {
    const tiling = this.#tilingOf(partition)
    const covered = tiling.covered()
    const begin = this.#request.starts.get(partition) ?? covered[0]?.begin ?? 0
    const end = covered.at(-1)?.end ?? begin
    const certain = before?.get(partition)?.end
    for (const gap of tiling.gaps({ begin, end: Math.max(end, certain ?? begin) }))
      this.#problems.push({ problem: 'gap', partition, ...gap })
    this.#judgeEnd(partition, after)
    return { partition, begin, end, ledgerEnd: after?.get(partition)?.end }
  }

  /** The object of a pending intent may lie past the ledger's end; anything else there may not. */
  #judgeEnd(partition: number, after: LedgerEntries | undefined): void {
    const entry = after?.get(partition)
    if (entry === undefined) return
    const allowed = entry.intent?.end ?? entry.end
    for (const { tile, key } of this.#ends.filter(
      (other) => other.partition === partition && other.tile.end > allowed,
    )) {
      this.#problems.push({ problem: 'beyond-ledger', partition, ...tile, key })
    }
  }
}

const KEPT_ENDS = 2
