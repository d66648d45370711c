import { verifyExporter, type VerifiedPlace } from '../../audit/verify.ts'
import type { Verification } from '../../audit/verification.ts'
import type { Connector } from '../../model/connector.ts'
import type { ExportJob, Revision } from '../../model/export-job.ts'
import type { LedgerEntries } from '../../model/ledger.ts'
import type { State } from '../../model/state.ts'
import { readAttributes } from '../../resources/batch-exporter/attributes.ts'
import { exportJobs } from '../../resources/batch-exporter/export-jobs.ts'
import { declaredVariant } from '../../resources/variants.ts'
import { flagOf, listOf, type RunCommand } from '../command.ts'
import { CODECS, compose, type Composition } from '../compose.ts'
import { EXIT } from '../exit-code.ts'
import { nameOf } from '../listings.ts'
import { findByName, readApplied } from '../read-applied.ts'
import { renderVerification } from '../views/human/verification.ts'
import { viewFor } from '../views/view-for.ts'

export const run: RunCommand = async (args, surroundings) => {
  const state = await readApplied(surroundings)
  const names = findByName(state, 'batch_exporter', listOf(args, 'exporter')).map(nameOf)
  const composition = compose(surroundings)
  const view = viewFor(surroundings)
  let proven = true
  if (names.length === 0 && !surroundings.json) view.note('No batch exporter is applied: there is nothing to verify.\n')
  for (const job of exportJobs(state, composition.rulesContext).filter(({ name }) => names.includes(name))) {
    const request = {
      job,
      starts: startsOf(state, job),
      composition,
      content: flagOf(args, 'content'),
      signal: surroundings.signals.finish,
    }
    const verification = await verifyJob(request)
    view.answer(renderVerification(verification, surroundings), 'verification', verification)
    proven &&= verification.problems.length === 0
  }
  return proven ? EXIT.ok : EXIT.found
}

function startsOf(state: State, job: ExportJob): ReadonlyMap<number, number> {
  const recorded = state.resources.find((resource) => resource.address === job.address)
  const start = recorded === undefined ? undefined : readAttributes(recorded.attributes)?.start
  return new Map(start?.map(({ partition, offset }) => [partition, offset]))
}

interface JobRequest {
  readonly job: ExportJob
  readonly starts: ReadonlyMap<number, number>
  readonly composition: Composition
  readonly content: boolean
  readonly signal: AbortSignal
}

async function verifyJob({ job, starts, composition, content, signal }: JobRequest): Promise<Verification> {
  const { rulesContext, streamSurroundings } = composition
  const stream = await declaredVariant(rulesContext.streams, job.stream.variant).open(
    job.stream.settings,
    streamSurroundings,
  )
  const places = await openPlaces(job, composition)
  try {
    const admin = await stream.ledgerAdmin(job.uid, job.group)
    const readLedger = (): Promise<LedgerEntries> => admin.read(signal)
    return await verifyExporter({
      exporter: job.name,
      uid: job.uid,
      topic: job.topic,
      places,
      deadLetterPrefixes: [...new Set([...job.revisions.values()].map(({ deadLetterPrefix }) => deadLetterPrefix))],
      codecs: CODECS,
      starts,
      readLedger,
      content,
      signal,
    })
  } finally {
    await stream.close()
    for (const { connector } of places) await connector.close() // Idempotent: some share one.
  }
}

/** Every place and prefix that any revision wrote to, each once; what stands below another prefix is listed with that. */
async function openPlaces(job: ExportJob, composition: Composition): Promise<readonly VerifiedPlace[]> {
  const places: VerifiedPlace[] = []
  for (const revision of job.revisions.values()) {
    const connector = await openConnector(revision, composition)
    const same = places.filter((place) => place.connector.place === connector.place)
    const known = same.map(({ prefix }) => prefix)
    const opened = same[0]?.connector ?? connector
    if (opened !== connector) await connector.close()
    places.push(
      ...prefixesOf(revision).flatMap((prefix) => (known.includes(prefix) ? [] : [{ connector: opened, prefix }])),
    )
  }
  return places.filter((place) => !places.some((other) => holds(other, place)))
}

function prefixesOf({ pathPrefix, deadLetterPrefix }: Revision): readonly string[] {
  return [pathPrefix, pathPrefix === '' ? deadLetterPrefix : `${deadLetterPrefix}/${pathPrefix}`]
}

function holds(other: VerifiedPlace, place: VerifiedPlace): boolean {
  if (other === place || other.connector.place !== place.connector.place) return false
  return other.prefix === '' || place.prefix.startsWith(`${other.prefix}/`)
}

function openConnector(
  { connector }: Revision,
  { rulesContext, connectorSurroundings }: Composition,
): Promise<Connector> {
  return declaredVariant(rulesContext.connectors, connector.variant).open(connector.settings, connectorSurroundings)
}
