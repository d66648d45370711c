import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { ActionDeps } from '../../model/kind.ts'
import type { LedgerAdmin } from '../../model/ledger.ts'
import type { RecordedResource } from '../../model/state.ts'
import { LEDGER_LEFT, RECOVERY_NOT_FINISHED } from '../action-diagnostics.ts'
import { readAttributes } from './attributes.ts'
import { exportJobOf } from './export-jobs.ts'
import { otherOwner, withLedger } from './ledger-of.ts'

/**
 * Ends an exporter: running processes leave by themselves, since the state says that it is being deleted; then its open batches are finished
 * and its ledger goes. Objects and events stay.
 */
export async function removeExporter(recorded: RecordedResource, context: ActionDeps): Promise<void> {
  const attributes = readAttributes(recorded.attributes)
  if (attributes === undefined) return
  await withLedger(recorded, context, async (ledger) => {
    const other = otherOwner(await ledger.read(context.signal), attributes.uid)
    if (other !== undefined) return context.warn(left(recorded, attributes.group, other))
    context.progress('Waiting until no running process exports it')
    await ledger.awaitEmpty(context.deletePatienceMs, context.stopping)
    if (await hasOpenBatches(ledger, context)) await finishOpenBatches(recorded, context)
    await ledger.remove(context.signal)
  })
}

function left({ address }: RecordedResource, group: string, other: string): Diagnostic {
  const detail = `The ledger "${group}" of "${address}" holds positions of another exporter ("${other}"), so it was left as it is. Only the record of "${address}" is gone.`
  return diagnose(LEDGER_LEFT, { detail, address })
}

async function hasOpenBatches(ledger: LedgerAdmin, context: ActionDeps): Promise<boolean> {
  const entries = await ledger.read(context.signal)
  return [...entries.values()].some((entry) => entry.intent !== undefined)
}

async function finishOpenBatches(recorded: RecordedResource, context: ActionDeps): Promise<void> {
  context.progress('Finishing open batches')
  const patience = new AbortController()
  const done = new AbortController()
  const timer = wakeAfter(context, patience, done.signal)
  try {
    const job = exportJobOf(recorded, context.recorded, context)
    if (job !== undefined) await context.recover(job, AbortSignal.any([context.stopping, patience.signal]))
  } catch (error) {
    throw patience.signal.aborted && !context.stopping.aborted ? notFinished(recorded, error) : error
  } finally {
    done.abort()
    await timer
  }
}

/** Aborts `patience` when recovery takes too long; an unreachable store is retried for ever otherwise. */
async function wakeAfter(context: ActionDeps, patience: AbortController, done: AbortSignal): Promise<void> {
  try {
    await context.streamDeps.clock.sleep(context.deletePatienceMs, done)
    patience.abort()
  } catch (error) {
    if (!done.aborted) throw error
  }
}

function notFinished({ address }: RecordedResource, cause: unknown): DiagnosedError {
  const detail = `"${address}" cannot be deleted: an object that it announced could not be written to its destination in time. Nothing was removed. Bring the destination back and apply again.`
  return new DiagnosedError([diagnose(RECOVERY_NOT_FINISHED, { detail, address })], { cause })
}
