import type { ExportJob } from '../../model/export-job.ts'
import type { LedgerAdmin } from '../../model/ledger.ts'
import type { CommandDeps } from '../command-deps.ts'
import { systemClock } from '../process/system-clock.ts'
import { viewFor } from '../views/view-for.ts'

/** Time for members that were killed to be given up: more than the default of `session_timeout`. */
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
  const told = systemClock.sleep(QUIET_MS, over.signal).then(
    () => tell(job.name, deps),
    () => undefined,
  )
  try {
    await admin.awaitEmpty(PATIENCE_MS, signal)
  } finally {
    over.abort()
    await told
  }
}

function tell(name: string, deps: CommandDeps): void {
  if (deps.json) return
  viewFor(deps).note(`${name}: waiting until no running process exports it, ${PATIENCE_MS / 1000} s at most\n`)
}
