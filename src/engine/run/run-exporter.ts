import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ExportJob } from '../../model/export-job.ts'
import type { Ledger } from '../../model/ledger.ts'
import type { Reader, Stream } from '../../model/stream.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { InternalError } from '../../model/internal-error.ts'
import { CANCELLED } from '../../lib/linked-abort.ts'
import { checkEntries } from '../decide/check-entries.ts'
import { ExportLoop } from './export-loop.ts'
import { Exporter } from '../exporter.ts'
import { Goal } from './goal.ts'
import { keepJoining, leave } from '../membership/keep-joining.ts'
import { withMembership } from './with-membership.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import { Stopped } from '../stop-race.ts'
import type { StopReason, StopSignals } from '../stop-race.ts'
import type { EngineWorld } from '../world.ts'

export interface RunOptions extends StopSignals {
  /** Ends when the ledger has passed the ends that the partitions had at the start. */
  readonly once: boolean
}

/** How an exporter ended. `incomplete`: an object was made without all the records that were announced (rule 9). */
export type ExporterOutcome =
  | { readonly outcome: 'stopped' | 'done'; readonly incomplete: boolean }
  | { readonly outcome: 'failed'; readonly incomplete: boolean; readonly diagnostics: readonly Diagnostic[] }

/**
 * Runs one exporter until it is asked to stop, has done what `once` asks, or meets an error that retrying cannot fix. `job`
 * gives its settings as they are applied now; changed ones count for the next batch. Rejects only for a bug of ours.
 */
export async function runExporter(
  job: () => ExportJob,
  world: EngineWorld,
  options: RunOptions,
): Promise<ExporterOutcome> {
  const exporter = new Exporter(job, world, options)
  world.emit({ event: 'starting', exporter: exporter.name })
  try {
    return settle(exporter, await run(exporter, options.once))
  } catch (error) {
    return settle(exporter, reasonOf(error, exporter.stops.reason))
  } finally {
    await exporter.close()
  }
}

/** Where there is no time to deliver what was read, an error only says what that interrupted. Throws what is a bug of ours. */
function reasonOf(error: unknown, asked: StopReason | undefined): StopReason {
  if (error instanceof Stopped) return asked ?? error.reason
  if (!(error instanceof DiagnosedError)) throw error
  return asked?.type === 'kill-requested' || asked?.type === 'removal-overdue' ? asked : { type: 'failed', error }
}

function settle(exporter: Exporter, reason: StopReason): ExporterOutcome {
  switch (reason.type) {
    case 'failed':
      return fail(exporter, reason.error)
    case 'goal-reached':
      return end(exporter, 'done')
    case 'stop-requested':
    case 'job-removed':
    case 'kill-requested':
    case 'removal-overdue':
      return end(exporter, 'stopped')
    case 'stream-changed':
    case 'membership-lost':
      throw new InternalError(`Cannot end "${exporter.name}": it goes on after "${reason.type}"`)
  }
}

/** Gives why it ended, with all that was read delivered. */
async function run(exporter: Exporter, once: boolean): Promise<StopReason> {
  const { drain } = exporter.stops
  await checkDestination(exporter, drain)
  let goal: Goal | undefined
  for (;;) {
    const job = exporter.job()
    const stream = await openStream(exporter, job, drain)
    try {
      if (once) goal ??= await aim(exporter, stream, drain)
      const ended = await exportStream({ exporter, stream, job, goal })
      if (ended.type !== 'stream-changed') return ended
    } finally {
      await stream.close()
    }
  }
}

/** The empty validation object of each start. Retried whatever the error: somebody may repair the destination meanwhile. */
async function checkDestination(exporter: Exporter, signal: AbortSignal): Promise<void> {
  const what = `use ${exporter.job().current.connector.address}`
  const attempt = () => checkOnce(exporter, signal)
  await retryUntilDone(exporter, { what, signal, anyError: true }, () => exporter.startWithinLimit(signal, attempt))
}

async function checkOnce(exporter: Exporter, signal: AbortSignal): Promise<void> {
  const { current } = exporter.job()
  const connector = await exporter.connectors.open(current, signal)
  for await (const step of connector.check(current.pathPrefix, signal)) {
    if (step.outcome === 'warning') exporter.warnOnce(step.diagnostic)
    if (step.outcome === 'failed') throw new DiagnosedError([step.diagnostic])
  }
}

function openStream(exporter: Exporter, job: ExportJob, signal: AbortSignal): Promise<Stream> {
  const open = () => exporter.startWithinLimit(signal, () => exporter.world.openStream(job))
  return retryUntilDone(exporter, { what: `open ${job.stream.address}`, signal }, open)
}

async function aim(exporter: Exporter, stream: Stream, signal: AbortSignal): Promise<Goal> {
  const describe = () => stream.describe(signal)
  return new Goal(await retryUntilDone(exporter, { what: 'describe the stream', signal }, describe))
}

interface OpenedStream {
  readonly exporter: Exporter
  readonly stream: Stream
  /** As it was when the stream was opened. */
  readonly job: ExportJob
  readonly goal: Goal | undefined
}

async function exportStream(opened: OpenedStream): Promise<StopReason> {
  const { exporter, stream, job, goal } = opened
  const reader = await stream.openReader()
  const ledger = await stream.openLedger(job.uid, job.group)
  const over = new AbortController()
  const watching = goal === undefined ? undefined : watch(opened, goal, over.signal)
  watching?.catch(() => undefined) // Awaited below; until then nobody else would handle it.
  try {
    return await exportWithRejoins(opened, reader, ledger)
  } finally {
    over.abort(CANCELLED)
    await watching
    await leave(exporter, ledger)
    await reader.close()
  }
}

/** Ends when the goal is reached or no longer wanted. A ledger that can never be read also fails the exporter itself, which reports it. */
async function watch({ exporter, stream, job }: OpenedStream, goal: Goal, signal: AbortSignal): Promise<void> {
  try {
    await goal.watch(exporter, await stream.ledgerAdmin(job.uid, job.group), signal)
  } catch (error) {
    if (!signal.aborted && !(error instanceof DiagnosedError)) throw error
  }
}

function exportWithRejoins(
  { exporter, stream, job, goal }: OpenedStream,
  reader: Reader,
  ledger: Ledger,
): Promise<StopReason> {
  return keepJoining({ exporter, ledger, signal: exporter.stops.drain }, (generation) =>
    withMembership({ exporter, stream, reader, generation, check: checkEntries }, (membership) =>
      new ExportLoop(membership, job, goal).run(),
    ),
  )
}

function end(exporter: Exporter, outcome: 'stopped' | 'done'): ExporterOutcome {
  exporter.world.emit({ event: 'stopped', exporter: exporter.name })
  return { outcome, incomplete: exporter.incomplete }
}

function fail(exporter: Exporter, error: DiagnosedError): ExporterOutcome {
  const { address } = exporter.job()
  const diagnostics = error.diagnostics.map((diagnostic) => ({ address, ...diagnostic }))
  exporter.world.emit({ event: 'failed', exporter: exporter.name, diagnostics })
  return { outcome: 'failed', incomplete: exporter.incomplete, diagnostics }
}
