import type { Clock } from '../model/clock.ts'
import type { Codecs } from '../model/codec.ts'
import type { Connector, SinkError } from '../model/connector.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { EngineEvent } from '../model/engine-event.ts'
import type { ExportJob, Revision } from '../model/export-job.ts'
import type { Ids } from '../model/ids.ts'
import type { FormatCatalogue } from '../model/object-format.ts'
import type { DecoderCatalogue } from '../model/record-decoder.ts'
import type { Stream } from '../model/stream.ts'
import type { RetryPolicy } from '../lib/retry-delay.ts'
import type { MemoryBudget } from './batch/memory-budget.ts'
import type { Spill } from './batch/spill.ts'
import type { StartLimit } from './waiting/start-limit.ts'
import type { ProtocolRules } from './decide/protocol-rules.ts'

/** Where a test may kill the process; nothing happens there otherwise. */
export const CRASH_POINTS = [
  'joined',
  'recovering',
  'sealed',
  'announced',
  'between-objects',
  'created',
  'advanced',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

export interface EngineSettings {
  readonly retry: RetryPolicy
  /** An attempt to create an object ends after this, in milliseconds. */
  readonly createTimeoutMs: number
  /** A request for the metadata of an existing object ends after this, in milliseconds. */
  readonly headTimeoutMs: number
  /** Most bytes of one fetch. */
  readonly fetchBytes: number
  /** How long one poll for new records waits, in milliseconds; a stop and deadlines do not wait for it. */
  readonly pollMs: number
  /** How often `once` checks whether others passed the end positions, in milliseconds. */
  readonly goalMs: number
  /** How long an exporter whose job was deleted may go on flushing before it ends at once, in milliseconds. */
  readonly removalGraceMs: number
  /** How often figures of the open batch are reported, in milliseconds. */
  readonly progressMs: number
  /** How long a closed batch waits at most for room to be loaded back into memory, in milliseconds. */
  readonly roomMs: number
}

export const ENGINE_SETTINGS: EngineSettings = {
  retry: { firstMs: 200, maxMs: 30_000 },
  createTimeoutMs: 300_000,
  headTimeoutMs: 30_000,
  fetchBytes: 8 << 20,
  pollMs: 5_000,
  goalMs: 1_000,
  removalGraceMs: 10_000,
  progressMs: 1_000,
  roomMs: 10_000,
}

/** All that the engine knows of the outside: it has no clock, randomness, files or sockets of its own, so a simulation can own everything. */
export interface EngineWorld {
  readonly clock: Clock
  readonly ids: Pick<Ids, 'batch'>
  /** In [0, 1); spreads the waits between attempts. */
  readonly random: () => number
  readonly openStream: (job: ExportJob) => Promise<Stream>
  readonly openConnector: (revision: Revision) => Promise<Connector>
  /** What a failure of a destination means, and what to do about it. */
  readonly explainSinkError: (error: SinkError) => Diagnostic
  readonly codecs: Codecs
  readonly formats: FormatCatalogue
  readonly decoders: DecoderCatalogue
  /** Shared by all exporters of the process. */
  readonly budget: MemoryBudget
  /** Where open batches go when memory is short; without it they are closed early. */
  readonly spill?: Spill
  /** Shared by all exporters of the process; without it each begins at once. */
  readonly startLimit?: StartLimit
  readonly emit: (event: EngineEvent) => void
  readonly settings: EngineSettings
  readonly crashPoint?: (name: CrashPoint) => Promise<void>
  /** Replaced only by tests that show that a rule is needed. */
  readonly rules?: ProtocolRules
}
