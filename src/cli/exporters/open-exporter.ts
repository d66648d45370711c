import type { ReadPlace } from '../../audit/read-objects.ts'
import type { ExportJob } from '../../model/export-job.ts'
import { InternalError } from '../../model/internal-error.ts'
import type { State } from '../../model/state.ts'
import type { Stream } from '../../model/stream.ts'
import { readAttributes } from '../../resources/batch-exporter/attributes.ts'
import { exportJobs } from '../../resources/batch-exporter/export-jobs.ts'
import { declaredVariant } from '../../resources/variants.ts'
import type { Composition } from '../composition.ts'
import { openPlaces } from './exporter-places.ts'

/** An applied exporter with its stream and all places it has written to. */
export interface OpenedExporter {
  readonly job: ExportJob
  /** The recorded start positions. */
  readonly starts: ReadonlyMap<number, number>
  readonly stream: Stream
  readonly places: readonly ReadPlace[]
  readonly close: () => Promise<void>
}

/** Opens the exporter with this name, which must be applied. Rejects with a DiagnosedError where its stream or a place cannot be opened. */
export async function openExporter(state: State, name: string, composition: Composition): Promise<OpenedExporter> {
  const { rulesDeps, streamDeps } = composition
  const job = exportJobs(state, rulesDeps).find((each) => each.name === name)
  if (job === undefined) throw new InternalError(`Cannot open "${name}": it is not ready to run`)
  const { settings, variant } = job.stream
  const stream = await declaredVariant(rulesDeps.streams, variant).open(settings, streamDeps)
  try {
    const places = await openPlaces(job, composition)
    const close = async (): Promise<void> => {
      await stream.close()
      for (const { connector } of places) await connector.close() // Idempotent: some share one.
    }
    return { job, starts: startsOf(state, job), stream, places, close }
  } catch (error) {
    await stream.close()
    throw error
  }
}

function startsOf(state: State, job: ExportJob): ReadonlyMap<number, number> {
  const recorded = state.resources.find((resource) => resource.address === job.address)
  const start = recorded === undefined ? undefined : readAttributes(recorded.attributes)?.start
  return new Map(start?.map(({ partition, offset }) => [partition, offset]))
}
