import { gunzip, gzip } from '../io/compression/gzip.ts'
import { explainSinkError } from '../connectors/explain-failure.ts'
import { MemoryBudget } from '../engine/batch/memory-budget.ts'
import { recoverExporter } from '../engine/run/recover-exporter.ts'
import { shareConnectors } from '../engine/sharing/share-connectors.ts'
import { shareStreams } from '../engine/sharing/share-streams.ts'
import type { Spill } from '../engine/batch/spill.ts'
import { ENGINE_SETTINGS, type EngineWorld } from '../engine/world.ts'
import type { Codecs } from '../model/codec.ts'
import { StartLimit } from '../engine/waiting/start-limit.ts'
import type { EngineEvent } from '../model/engine-event.ts'
import type { ApplyDeps } from '../model/kind.ts'
import { declaredVariant } from '../resources/variants.ts'
import type { Composition } from './composition.ts'
import { systemClock } from './process/system-clock.ts'
import { systemIds } from './process/system-ids.ts'

const RECOVERY_MEMORY = 64 << 20
/** So many exporters check their destinations or open their streams at a time; one that hangs is waited for so long. */
const START_LIMIT = { most: 8, holdMs: 1_000 }

/** Rolls forward what an exporter left behind, while changes are applied. */
export function composeRecovery(composition: Composition): ApplyDeps['recover'] {
  const world = composeWorld(composition, { memoryBytes: RECOVERY_MEMORY, emit: () => undefined })
  return (job, signal) => recoverExporter(job, world, signal)
}

/** How objects are compressed. Zstandard loads on first use. */
export const CODECS: Codecs = {
  gzip: { compress: gzip, decompress: gunzip },
  zstd: {
    compress: async (body, signal) => (await import('../io/compression/zstd.ts')).zstd(body, signal),
    decompress: async function* (body) {
      yield* (await import('../io/compression/zstd.ts')).unzstd(body)
    },
  },
}

export interface WorldOptions {
  /** Byte budget of all open batches. */
  readonly memoryBytes: number
  readonly emit: (event: EngineEvent) => void
  readonly spill?: Spill | undefined
  /** Where a test has the process stop for good; absent otherwise. */
  readonly crashPoint?: EngineWorld['crashPoint']
}

/** The world of running exporters. */
export function composeWorld(composition: Composition, options: WorldOptions): EngineWorld {
  const { memoryBytes, emit, spill, crashPoint } = options
  const { rulesDeps, streamDeps, connectorDeps } = composition
  const budget = new MemoryBudget(memoryBytes)
  const { fetchBytes } = ENGINE_SETTINGS
  return {
    clock: systemClock,
    ids: systemIds,
    random: Math.random,
    explainSinkError,
    codecs: CODECS,
    formats: rulesDeps.formats,
    decoders: rulesDeps.decoders,
    budget,
    startLimit: new StartLimit(systemClock, START_LIMIT),
    settings: ENGINE_SETTINGS,
    ...(spill === undefined ? {} : { spill }),
    emit,
    ...(crashPoint === undefined ? {} : { crashPoint }),
    openStream: shareStreams({
      open: ({ variant, settings }) => declaredVariant(rulesDeps.streams, variant).open(settings, streamDeps),
      budget,
      fetchBytes,
    }),
    openConnector: shareConnectors(({ variant, settings }) =>
      declaredVariant(rulesDeps.connectors, variant).open(settings, connectorDeps),
    ),
  }
}
