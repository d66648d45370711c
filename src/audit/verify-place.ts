import type { Codecs } from '../model/codec.ts'
import type { FormatCatalogue } from '../model/object-format.ts'
import { checkContent } from './check-content.ts'
import { readObjects, type ReadPlace } from './read-objects.ts'
import { Tally } from './tally.ts'
import type { Verification } from './verification.ts'

export interface VerifyPlaceRequest {
  readonly place: ReadPlace
  readonly content: boolean
  readonly codecs: Codecs
  readonly formats: FormatCatalogue
  /** Milliseconds since the Unix epoch: what was written before is not looked at. */
  readonly from?: number
  readonly onObject?: () => void
  readonly signal: AbortSignal
}

/** What stands in a place: a proof for each exporter (by uid and topic id), and what is nobody's of ours. */
export interface PlaceVerification {
  readonly exporters: readonly Verification[]
  readonly others: number
  /** Keys of objects whose metadata may not be read, the first ones. */
  readonly forbidden: readonly string[]
}

const KEPT_FORBIDDEN = 10

/** Proves of each exporter that wrote there that its objects tile, from their metadata alone: neither state nor ledger is needed. */
export async function verifyPlace(request: VerifyPlaceRequest): Promise<PlaceVerification> {
  const { place, content, codecs, formats, signal } = request
  const tallies = new Map<string, Tally>()
  const forbidden: string[] = []
  let others = 0
  for await (const object of readObjects(place, request)) {
    if (object.found === 'other') others++
    if (object.found === 'forbidden' && forbidden.length < KEPT_FORBIDDEN) forbidden.push(object.key)
    if (object.found !== 'ours') continue
    const { key, size, metadata } = object
    const tally = tallyOf(tallies, metadata, request.from)
    tally.add(key, size, metadata)
    const check = { connector: place.connector, key, metadata, codecs, formats, signal }
    const reason = content ? await checkContent(check) : undefined
    if (reason !== undefined) tally.report({ problem: 'content', key, reason })
  }
  return { exporters: [...tallies.values()].map((tally) => conclude(tally, request)), others, forbidden }
}

function tallyOf(
  tallies: Map<string, Tally>,
  { uid, topic }: { readonly uid: string; readonly topic: string },
  from: number | undefined,
): Tally {
  const id = `${uid} ${topic}`
  const known = tallies.get(id)
  if (known !== undefined) return known
  const tally = new Tally({ exporter: uid, uid, topic, starts: new Map(), ...(from === undefined ? {} : { from }) })
  tallies.set(id, tally)
  return tally
}

/** Dead letters stand below a prefix of their own: only where everything was listed is one that was not seen missing. */
function conclude(tally: Tally, { place, content }: VerifyPlaceRequest): Verification {
  const missing = place.prefix === '' ? tally.missingDeadLetters() : []
  for (const { key, expected } of missing) {
    const reason = `${expected} of its records were rejected, and no object with as many dead letters was found in this place`
    tally.report({ problem: 'dead-letters', key, reason })
  }
  return tally.result(content)
}
