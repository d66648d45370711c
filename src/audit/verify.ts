import type { Codecs } from '../model/codec.ts'
import { DEFAULT_FORMAT, objectSuffix, writtenAs, type FormatCatalogue } from '../model/object-format.ts'
import type { LedgerEntries, OnForeign } from '../model/ledger.ts'
import { deadLetterKey } from '../model/object-key/object-key.ts'
import { decodeMetadata } from '../model/stored-metadata.ts'
import { checkContent } from './check-content.ts'
import type { ExpectedDeadLetters } from './dead-letters.ts'
import { readObjects, type FoundObject, type ReadPlace } from './read-objects.ts'
import { Tally } from './tally.ts'
import type { Verification } from './verification.ts'

export interface VerifyRequest {
  readonly exporter: string
  readonly uid: string
  readonly topic: string
  readonly places: readonly ReadPlace[]
  /** Of every revision. */
  readonly deadLetterPrefixes: readonly string[]
  /** First offset of each partition that is this exporter's to export. */
  readonly starts: ReadonlyMap<number, number>
  /** Reads the ledger, or nothing where it cannot be reached; tells what is no entry. */
  readonly readLedger: (onForeign: OnForeign) => Promise<LedgerEntries | undefined>
  readonly content: boolean
  readonly codecs: Codecs
  readonly formats: FormatCatalogue
  /** Milliseconds since the Unix epoch: what was written before is not looked at. */
  readonly from?: number
  readonly onObject?: () => void
  readonly signal: AbortSignal
}

/**
 * Proves from the objects' metadata alone that the ranges of one exporter tile every partition, and from the ledger how far
 * (engine/PROTOCOL.md, "What verify proves"): ledger, listing, ledger again, since the exporter may be running meanwhile.
 */
export async function verifyExporter(request: VerifyRequest): Promise<Verification> {
  const before = await request.readLedger(() => undefined)
  const tally = new Tally(request)
  for (const place of request.places) {
    for await (const object of readObjects(place, request)) await add(object, { request, place, tally })
  }
  const after = await request.readLedger((partition, what) =>
    tally.report({ problem: 'foreign-entry', partition, what }),
  )
  await checkDeadLetters(request, tally)
  return tally.result(request.content, { before, after })
}

interface Adding {
  readonly request: VerifyRequest
  readonly place: ReadPlace
  readonly tally: Tally
}

async function add(object: FoundObject, { request, place, tally }: Adding): Promise<void> {
  const { key, size } = object
  if (object.found === 'forbidden') {
    return tally.report({ problem: 'unreadable', key, reason: 'its metadata may not be read' })
  }
  if (object.found === 'other') return tally.addOther()
  const { metadata } = object
  if (metadata.uid !== request.uid || metadata.topic !== request.topic) return tally.addOther()
  tally.add(key, size, metadata)
  if (!request.content) return
  const { codecs, formats, signal } = request
  const reason = await checkContent({ connector: place.connector, key, metadata, codecs, formats, signal })
  if (reason !== undefined) tally.report({ problem: 'content', key, reason })
}

/** Looked for once more where none was listed: they are written before the events, so by now they are there. */
async function checkDeadLetters(request: VerifyRequest, tally: Tally): Promise<void> {
  for (const missing of tally.missingDeadLetters()) {
    if (await isThere(missing, request)) continue
    const reason = `${missing.expected} of its records were rejected, and no object with as many dead letters belongs to it`
    tally.report({ problem: 'dead-letters', key: missing.key, reason })
  }
}

async function isThere({ key, batch, expected }: ExpectedDeadLetters, request: VerifyRequest): Promise<boolean> {
  const { places, deadLetterPrefixes, formats, signal } = request
  const suffixes = suffixesOf(key, formats)
  for (const { connector } of places) {
    for (const prefix of deadLetterPrefixes) {
      const head = await connector.sink.head(deadLetterKey(key, { prefix, suffixes }), signal)
      const metadata = head.outcome === 'found' ? decodeMetadata(head.metadata) : undefined
      if (metadata?.batch === batch && metadata.records === expected) return true
    }
  }
  return false
}

/** Dead letters have a format of their own, and are compressed alike. */
function suffixesOf(key: string, formats: FormatCatalogue): { readonly events: string; readonly deadLetters: string } {
  const written = writtenAs(key, formats)
  const deadLetters = formats[DEFAULT_FORMAT]
  if (written === undefined || deadLetters === undefined) return { events: '', deadLetters: '' }
  const { format, compression } = written
  return { events: objectSuffix(format, compression), deadLetters: objectSuffix(deadLetters, compression) }
}
