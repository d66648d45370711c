import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ExportJob } from '../../model/export-job.ts'
import type { Ledger } from '../../model/ledger.ts'
import type { Reader, Stream } from '../../model/stream.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { CANCELLED, linkedAbort } from '../../lib/linked-abort.ts'
import { checkDestination } from './check-destination.ts'
import { checkEntries } from '../decide/check-entries.ts'
import { ExportLoop } from './export-loop.ts'
import type { LoopEnd } from './export-loop.ts'
import { Exporter } from '../exporter.ts'
import { Goal } from './goal.ts'
import { keepJoining, leave } from '../membership/keep-joining.ts'
import { withMembership } from './with-membership.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import type { StopSignals } from './stop-signals.ts'
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
 * Runs one exporter until it is told to stop, has done what `once` asks, or meets what waiting does not mend. `job` gives
 * its settings as they are applied now; changed ones count for the next batch. Rejects only for a mistake of ours.
 */
export async function runExporter(
  job: () => ExportJob,
  world: EngineWorld,
  options: RunOptions,
): Promise<ExporterOutcome> {
  const exporter = new Exporter(job, world, options)
  world.emit({ event: 'starting', exporter: exporter.name })
  try {
    const outcome = await run(exporter, options.once)
    return end(exporter, outcome)
  } catch (error) {
    if (error instanceof DiagnosedError) return fail(exporter, error)
    if (!wasTold(options, error)) throw error
    return end(exporter, 'stopped')
  } finally {
    await exporter.connectors.close()
  }
}

function wasTold({ stop, kill }: StopSignals, error: unknown): boolean {
  return [stop, kill].some((signal) => signal.aborted && error === signal.reason)
}

async function run(exporter: Exporter, once: boolean): Promise<'stopped' | 'done'> {
  const early = linkedAbort(exporter.signals.stop, exporter.signals.kill)
  try {
    await checkDestination(exporter, early.signal)
    let goal: Goal | undefined
    for (;;) {
      const job = exporter.job()
      const stream = await openStream(exporter, job, early.signal)
      try {
        if (once) goal ??= await aim(exporter, stream, early.signal)
        const ended = await exportStream({ exporter, stream, job, goal })
        if (ended !== 'changed') return ended
      } finally {
        await stream.close()
      }
    }
  } finally {
    early.release()
  }
}

function openStream(exporter: Exporter, job: ExportJob, signal: AbortSignal): Promise<Stream> {
  const open = () => exporter.inTurn(signal, () => exporter.world.openStream(job))
  return retryUntilDone(exporter, { what: `open ${job.stream.address}`, signal }, open)
}

async function aim(exporter: Exporter, stream: Stream, signal: AbortSignal): Promise<Goal> {
  const describe = () => stream.describe(signal)
  return new Goal(await retryUntilDone(exporter, { what: 'look at the stream', signal }, describe))
}

interface OpenedStream {
  readonly exporter: Exporter
  readonly stream: Stream
  /** As it was when the stream was opened. */
  readonly job: ExportJob
  readonly goal: Goal | undefined
}

async function exportStream(opened: OpenedStream): Promise<LoopEnd> {
  const { exporter, stream, job, goal } = opened
  const reader = await stream.openReader()
  const ledger = await stream.openLedger(job.uid, job.group)
  const { stop, kill } = exporter.signals
  const early = linkedAbort(stop, kill, ...(goal === undefined ? [] : [goal.reached]))
  const over = new AbortController()
  const watching = goal === undefined ? undefined : watch(opened, goal, over.signal)
  watching?.catch(() => undefined) // Awaited below; until then nobody else would handle it.
  try {
    return await exportWithRejoins(opened, { reader, ledger, early: early.signal })
  } catch (error) {
    if (goal?.reached.aborted === true && error === early.signal.reason) return 'done'
    throw error
  } finally {
    over.abort(CANCELLED)
    early.release()
    await watching
    await leave(exporter, ledger)
    await reader.close()
  }
}

/** Ends when the goal is reached or no longer wanted. A ledger that can never be read also stops the exporter itself, which tells. */
async function watch({ exporter, stream, job }: OpenedStream, goal: Goal, signal: AbortSignal): Promise<void> {
  try {
    await goal.watch(exporter, await stream.ledgerAdmin(job.uid, job.group), signal)
  } catch (error) {
    if (!signal.aborted && !(error instanceof DiagnosedError)) throw error
  }
}

interface Opened {
  readonly reader: Reader
  readonly ledger: Ledger
  readonly early: AbortSignal
}

function exportWithRejoins(
  { exporter, stream, job, goal }: OpenedStream,
  { reader, ledger, early }: Opened,
): Promise<LoopEnd> {
  return keepJoining({ exporter, ledger, signal: early }, (generation) =>
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
