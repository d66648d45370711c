import type { ExportJob } from '../../model/export-job.ts'
import { POSITIONS_MISSING } from '../../model/shared-codes.ts'
import type { Reader, Stream } from '../../model/stream.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { checkEntries } from '../decide/check-entries.ts'
import type { EntriesToCheck } from '../decide/check-entries.ts'
import { Exporter } from '../exporter.ts'
import { keepJoining, leave } from '../membership/keep-joining.ts'
import { allPartitions } from '../membership/ledger-session.ts'
import { withMembership } from './with-membership.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import type { EngineWorld } from '../world.ts'

/**
 * Finishes what an exporter announced, as a member, and leaves: before its ledger is removed. Retries until no intent is open;
 * rejects with the signal's reason or with a DiagnosedError that retrying cannot fix.
 */
export async function recoverExporter(job: ExportJob, world: EngineWorld, signal: AbortSignal): Promise<void> {
  const exporter = new Exporter(() => job, world, { stop: signal, kill: signal })
  try {
    await recoverAll(exporter)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    await exporter.close()
  }
}

async function recoverAll(exporter: Exporter): Promise<void> {
  const job = exporter.job()
  const signal = exporter.stops.drain
  const open = () => exporter.world.openStream(job)
  const stream = await retryUntilDone(exporter, { what: `open ${job.stream.address}`, signal }, open)
  try {
    await recoverOn(exporter, stream, await stream.openReader())
  } finally {
    await stream.close()
  }
}

async function recoverOn(exporter: Exporter, stream: Stream, reader: Reader): Promise<void> {
  const { uid, group } = exporter.job()
  const ledger = await stream.openLedger(uid, group)
  const signal = exporter.stops.drain
  try {
    let open = true
    while (open) {
      open = await keepJoining({ exporter, ledger, signal }, (generation) =>
        withMembership({ exporter, stream, reader, generation, check: checkForDeletion }, async ({ bounds }) => {
          const read = () => generation.read(allPartitions(bounds.length))
          const entries = await retryUntilDone(exporter, { what: 'read the ledger', signal }, read)
          return [...entries.values()].some(({ intent }) => intent !== undefined)
        }),
      )
      if (open) await exporter.world.clock.sleep(exporter.world.settings.goalMs, signal)
    }
  } finally {
    await leave(exporter, ledger)
    await reader.close()
  }
}

/** What is lost of the ledger does not matter to an exporter that is deleted. */
function checkForDeletion(found: EntriesToCheck): readonly Diagnostic[] {
  return checkEntries(found).filter(({ code }) => code !== POSITIONS_MISSING.code)
}
