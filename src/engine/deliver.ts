import { InternalError } from '../model/internal-error.ts'
import type { Intent } from '../model/ledger.ts'
import { advanced } from './decide/next-entry.ts'
import { createObject } from './create-object.ts'
import { newObject } from './new-object.ts'
import type { Exporter } from './exporter.ts'
import type { LedgerSession } from './ledger-session.ts'
import type { SealedBatch } from './sealed-batch.ts'

export interface Delivery {
  readonly ledger: LedgerSession
  readonly signal: AbortSignal
  /** Told before each further attempt to create the object. */
  readonly onRetry: () => void
}

/** Announce, create, advance (exactly-once.md, "The protocol"). Rejects when the membership is of no use any more, or with what waiting does not mend. */
export async function deliver(exporter: Exporter, sealed: SealedBatch, delivery: Delivery): Promise<void> {
  const { batch, partitions } = sealed
  let clean = false
  try {
    await exporter.crashPoint('sealed')
    await announce(exporter, sealed, delivery.ledger)
    await exporter.crashPoint('announced')
    clean = await create(exporter, sealed, delivery)
    await exporter.crashPoint('created')
    await delivery.ledger.write({ partitions, change: advanced, advances: { batch, partitions } })
    await exporter.crashPoint('advanced')
  } finally {
    sealed.release(clean ? 'reusable' : 'spent')
  }
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

async function create(exporter: Exporter, sealed: SealedBatch, delivery: Delivery): Promise<boolean> {
  const { job, revision, batch, time, parts } = sealed
  const { object, metadata } = newObject({ job, revision, batch, time, parts, incomplete: false })
  const heartbeat = () => delivery.ledger.heartbeat()
  const { signal, onRetry } = delivery
  const { clean } = await createObject(exporter, { revision, object, batch, heartbeat, signal, onRetry })
  const place = exporter.connectors.ready(revision)?.place ?? ''
  const { key, size: bytes } = object
  exporter.world.emit({ event: 'object', exporter: exporter.name, key, place, bytes, metadata, recovered: false })
  return clean
}
