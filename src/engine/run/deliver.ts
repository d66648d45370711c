import { InternalError } from '../../model/internal-error.ts'
import type { Intent } from '../../model/ledger.ts'
import { BodyReleased } from '../objects/body-released.ts'
import { advanced } from '../decide/next-entry.ts'
import { bringBack, untilRoom } from '../batch/bring-back.ts'
import { createObjects, tellObject } from '../objects/create-objects.ts'
import type { Membership } from '../membership/membership.ts'
import { packObjects } from '../objects/pack-objects.ts'
import type { PackedBatch } from '../objects/pack-objects.ts'
import { rollForward } from '../objects/roll-forward.ts'
import type { AnnouncedBatch } from '../objects/roll-forward.ts'
import type { Exporter } from '../exporter.ts'
import type { LedgerSession } from '../membership/ledger-session.ts'
import type { SealedBatch } from '../batch/sealed-batch.ts'

export interface Delivery {
  readonly membership: Membership
  /** Told before each further attempt to create an object. */
  readonly onRetry: () => void
}

/** Announce, create, advance (engine/PROTOCOL.md, "Announce, create, advance"). Rejects when the membership has ended, or with an error that retrying cannot fix. */
export async function deliver(sealed: SealedBatch, delivery: Delivery): Promise<void> {
  const { batch, partitions } = sealed
  const { exporter, ledger, signal } = delivery.membership
  let packed: PackedBatch | undefined
  let clean = false
  try {
    await exporter.crashPoint('sealed')
    packed = await pack(exporter, sealed, signal)
    await announce(exporter, sealed, ledger)
    await exporter.crashPoint('announced')
    clean = await create({ sealed, packed }, delivery)
    await exporter.crashPoint('created')
    await ledger.write({ partitions, change: advanced, advances: { batch, partitions } })
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

/**
 * One object after the other; whether nothing can still be reading their bodies. Where memory is tight, what the destination has of a
 * body is let go, so that reading goes on meanwhile; where it then fails, the batch is rolled forward as one that somebody left behind.
 */
async function create({ sealed, packed }: Packed, { membership, onRetry }: Delivery): Promise<boolean> {
  const { exporter, ledger, signal } = membership
  const { revision, batch } = sealed
  const told = new Set<string>()
  const letGo = lettingGo(exporter, sealed)
  const creation = { revision, batch, heartbeat: () => ledger.heartbeat(), signal, onRetry, letGo, told }
  try {
    const { clean } = await createObjects(exporter, { ...creation, objects: packed.objects, recovered: false })
    return clean
  } catch (error) {
    if (!(error instanceof BodyReleased)) throw error
  }
  sealed.release('spent')
  await untilRoom(exporter, sealed.bytes, signal)
  const outcome = await rollForward(membership, announcedBatch(exporter, sealed, ledger), { recovered: false, told })
  if (outcome === 'there') {
    for (const each of packed.objects) tellObject(exporter, each, { revision, recovered: false, told })
  }
  return false
}

/** Nothing of what was compressed: it is small. */
function lettingGo({ world: { budget } }: Exporter, sealed: SealedBatch): ((bytes: number) => boolean) | undefined {
  if (sealed.revision.compression !== 'none') return undefined
  let isLetting = false
  return (bytes) => {
    isLetting ||= budget.isTight()
    return isLetting && sealed.letGo(bytes)
  }
}

/** With the newest credentials for its destination. */
function announcedBatch(exporter: Exporter, sealed: SealedBatch, ledger: LedgerSession): AnnouncedBatch {
  const { partitions } = sealed
  const entries = new Map(partitions.map((partition) => [partition, ledger.entry(partition)]))
  const intent = intentOf(sealed, partitions[0] ?? -1)
  const revision = exporter.rules.revisionOf(intent, exporter.job()) ?? sealed.revision
  return { intent, revision, entries }
}
