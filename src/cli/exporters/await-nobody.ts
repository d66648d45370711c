import type { ExportJob } from '../../model/export-job.ts'
import type { LedgerAdmin } from '../../model/ledger.ts'
import type { CommandDeps } from '../command-deps.ts'
import { systemClock } from '../process/system-clock.ts'

/** Time for the group to give up members that were killed: more than the default of `session_timeout`. */
const PATIENCE_MS = 30_000
const QUIET_MS = 1000

export interface Awaiting {
  readonly job: ExportJob
  readonly deps: CommandDeps
  readonly signal: AbortSignal
}

/** Waits until no process exports it, and says so where that takes long. Rejects with a DiagnosedError where it takes too long. */
export async function awaitNobody(admin: LedgerAdmin, { job, deps, signal }: Awaiting): Promise<void> {
  const over = new AbortController()
  const noted = systemClock.sleep(QUIET_MS, over.signal).then(
    () => deps.view.note(`${job.name}: waiting until no running process exports it, ${PATIENCE_MS / 1000} s at most\n`),
    () => undefined,
  )
  try {
    await admin.awaitEmpty(PATIENCE_MS, signal)
  } finally {
    over.abort()
    await noted
  }
}
