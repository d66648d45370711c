import { InternalError } from '../model/internal-error.ts'
import type { Intent } from '../model/ledger.ts'
import { advanced } from './decide/next-entry.ts'
import { bringBack } from './bring-back.ts'
import { createObjects } from './create-objects.ts'
import { packObjects } from './pack-objects.ts'
import type { PackedBatch } from './pack-objects.ts'
import type { Exporter } from './exporter.ts'
import type { LedgerSession } from './ledger-session.ts'
import type { SealedBatch } from './sealed-batch.ts'

export interface Delivery {
  readonly ledger: LedgerSession
  readonly signal: AbortSignal
  /** Told before each further attempt to create an object. */
  readonly onRetry: () => void
}

/** Announce, create, advance (exactly-once.md, "The protocol"). Rejects when the membership is of no use any more, or with what waiting does not mend. */
export async function deliver(exporter: Exporter, sealed: SealedBatch, delivery: Delivery): Promise<void> {
  const { batch, partitions } = sealed
  let packed: PackedBatch | undefined
  let clean = false
  try {
    await exporter.crashPoint('sealed')
    packed = await pack(exporter, sealed, delivery.signal)
    await announce(exporter, sealed, delivery.ledger)
    await exporter.crashPoint('announced')
    clean = await create(exporter, { sealed, packed }, delivery)
    await exporter.crashPoint('created')
    await delivery.ledger.write({ partitions, change: advanced, advances: { batch, partitions } })
    await exporter.crashPoint('advanced')
  } finally {
    packed?.release()
    sealed.release(clean ? 'reusable' : 'spent')
  }
}

/** Before the announcement, so that less time passes between it and the object. What was compressed is not needed as lines any more. */
async function pack(exporter: Exporter, sealed: SealedBatch, signal: AbortSignal): Promise<PackedBatch> {
  await bringBack(exporter, sealed, signal)
  const { job, revision, batch, time, parts, intents } = sealed
  const roles = exporter.rules.batchObjects([...intents.values()])
  const plan = { job, revision, batch, time, parts, incomplete: false }
  const packed = await packObjects(exporter.world, plan, { roles, signal })
  if (revision.compression !== 'none') sealed.release('reusable')
  return packed
}

async function announce(exporter: Exporter, sealed: SealedBatch, ledger: LedgerSession): Promise<void> {
  await ledger.settleProofs(sealed.partitions)
  await ledger.write({
    partitions: sealed.partitions,
    change: (entry, partition) => exporter.rules.announced(entry, intentOf(sealed, partition)),
  })
}

function intentOf({ intents, batch }: SealedBatch, partition: number): Intent {
  const intent = intents.get(partition)
  if (intent === undefined) throw new InternalError(`Cannot announce "${batch}": partition ${partition} is not in it`)
  return intent
}

interface Packed {
  readonly sealed: SealedBatch
  readonly packed: PackedBatch
}

/** One after the other; whether nothing can still be reading their bodies. */
async function create(
  exporter: Exporter,
  { sealed: { revision, batch }, packed: { objects } }: Packed,
  { ledger, signal, onRetry }: Delivery,
): Promise<boolean> {
  const creation = { revision, batch, heartbeat: () => ledger.heartbeat(), signal, onRetry }
  const { clean } = await createObjects(exporter, { ...creation, objects, recovered: false })
  return clean
}
