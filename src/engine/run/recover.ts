import type { Intent, LedgerEntries, LedgerEntry } from '../../model/ledger.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import type { Revision } from '../../model/export-job.ts'
import { advanced } from '../decide/next-entry.ts'
import { UNKNOWN_REVISION } from '../diagnostics.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import { rollForward } from '../objects/roll-forward.ts'
import type { Membership } from '../membership/membership.ts'

/** Before anything is read: decides what becomes of each open intent of the partitions owned now (engine/PROTOCOL.md, "Recovery"). */
export async function recover(membership: Membership): Promise<void> {
  for (const [intent, partitions] of openIntents(membership)) {
    await membership.exporter.crashPoint('recovering')
    await recoverBatch(membership, intent, partitions)
  }
}

/** By batch, with the owned partitions that are still on it. */
function openIntents({ ledger }: Membership): Iterable<readonly [Intent, readonly number[]]> {
  const found = new Map<string, [Intent, number[]]>()
  for (const partition of ledger.partitions) {
    const { intent } = ledger.entry(partition)
    if (intent === undefined) continue
    const known = found.get(intent.batch)
    if (known === undefined) found.set(intent.batch, [intent, [partition]])
    else known[1].push(partition)
  }
  return found.values()
}

async function recoverBatch(membership: Membership, intent: Intent, partitions: readonly number[]): Promise<void> {
  const { exporter, ledger, signal } = membership
  const read = () => ledger.read(intent.partitions)
  const entries = await retryUntilDone(exporter, { what: 'read the ledger', signal }, read)
  const advances = { batch: intent.batch, partitions: intent.partitions }
  switch (
    exporter.rules.recoveryStep(
      intent.batch,
      intent.partitions.map((partition) => entries.get(partition)),
    )
  ) {
    case 'advance':
      return ledger.write({ partitions, change: advanced, advances })
    case 'drop':
      return ledger.write({ partitions, change: exporter.rules.dropped })
    case 'roll-forward':
      await rollForward(
        membership,
        { intent, revision: revisionOf(membership, intent), entries: pending(intent, entries) },
        { recovered: true },
      )
      return ledger.write({ partitions, change: advanced, advances })
  }
}

function pending(intent: Intent, entries: LedgerEntries): ReadonlyMap<number, LedgerEntry> {
  return new Map([...entries].filter(([, entry]) => entry.intent?.batch === intent.batch))
}

function revisionOf({ exporter }: Membership, intent: Intent): Revision {
  const job = exporter.job()
  const revision = exporter.rules.revisionOf(intent, job)
  if (revision !== undefined) return revision
  throw new DiagnosedError([
    diagnose(UNKNOWN_REVISION, {
      detail: `"${job.name}" has an announced object of its revision ${intent.revision}, and the state knows only ${[...job.revisions.keys()].join(', ')}. Run with the newest state.`,
      address: job.address,
    }),
  ])
}
