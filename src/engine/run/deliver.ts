import { BodyReleased } from '../objects/body-released.ts'
import { advanced } from '../decide/next-entry.ts'
import { bringBack, untilRoom } from '../batch/bring-back.ts'
import { buildObjects } from '../objects/build-objects.ts'
import type { BatchObject, BuiltObjects } from '../objects/build-objects.ts'
import { createObjects, reportObject } from '../objects/create-objects.ts'
import type { Membership } from '../membership/membership.ts'
import { rollForward } from '../objects/roll-forward.ts'
import type { AnnouncedBatch } from '../objects/roll-forward.ts'
import type { Exporter } from '../exporter.ts'
import type { LedgerSession } from '../membership/ledger-session.ts'
import type { SealedBatch } from '../batch/sealed-batch.ts'

export interface Delivery {
  readonly membership: Membership
  /** Called before each further attempt to create an object. */
  readonly onRetry: () => void
}

/** Announce, create, advance (engine/PROTOCOL.md, "Announce, create, advance"). Rejects when the membership has ended, or with an error that retrying cannot fix. */
export async function deliver(sealed: SealedBatch, delivery: Delivery): Promise<void> {
  const { batch, partitions } = sealed
  const { exporter, ledger, signal } = delivery.membership
  let built: BuiltObjects | undefined
  let clean = false
  try {
    await exporter.crashPoint('sealed')
    built = await build(exporter, sealed, signal)
    await announce(exporter, sealed, ledger)
    await exporter.crashPoint('announced')
    clean = await create(sealed, built.objects, delivery)
    await exporter.crashPoint('created')
    await ledger.write({ partitions, change: advanced, advances: { batch, partitions } })
    await exporter.crashPoint('advanced')
  } finally {
    built?.release()
    sealed.release(clean ? 'reusable' : 'spent')
  }
}

/** Before the announcement, so that less time passes between it and the object. Records that no body is made of are not needed any more. */
async function build(exporter: Exporter, sealed: SealedBatch, signal: AbortSignal): Promise<BuiltObjects> {
  await bringBack(exporter, sealed, signal)
  const intents = sealed.partitions.map((partition) => sealed.intent(partition))
  const built = await buildObjects(sealed, exporter.rules.batchObjects(intents), { ...exporter.world, signal })
  if (!built.objects.some(({ isInPlace }) => isInPlace)) sealed.release('reusable')
  return built
}

async function announce(exporter: Exporter, sealed: SealedBatch, ledger: LedgerSession): Promise<void> {
  await ledger.settleProofs(sealed.partitions)
  await ledger.write({
    partitions: sealed.partitions,
    change: (entry, partition) => exporter.rules.announced(entry, sealed.intent(partition)),
  })
}

/**
 * One object after the other; whether nothing can still be reading their bodies. Where memory is tight, what the destination has of a
 * body is released, so that reading goes on meanwhile; where it then fails, the batch is rolled forward as one that somebody left behind.
 */
async function create(
  sealed: SealedBatch,
  objects: readonly BatchObject[],
  { membership, onRetry }: Delivery,
): Promise<boolean> {
  const { exporter, ledger, signal } = membership
  const { revision, batch } = sealed
  const reporting = { recovered: false, reported: new Set<string>() }
  const releaseFirst = releasing(exporter, sealed)
  const creation = { revision, batch, heartbeat: () => ledger.heartbeat(), signal, onRetry, releaseFirst }
  try {
    return (await createObjects(exporter, objects, { ...creation, ...reporting })).clean
  } catch (error) {
    if (!(error instanceof BodyReleased)) throw error
  }
  sealed.release('spent')
  await untilRoom(exporter, sealed.bytes, signal)
  const outcome = await rollForward(membership, announcedBatch(exporter, sealed, ledger), reporting)
  if (outcome === 'there') {
    for (const object of objects) reportObject(exporter, object, { revision, ...reporting })
  }
  return false
}

function releasing({ world: { budget } }: Exporter, sealed: SealedBatch): (bytes: number) => boolean {
  let isReleasing = false
  return (bytes) => {
    isReleasing ||= budget.isTight()
    return isReleasing && sealed.releaseFirst(bytes)
  }
}

/** With the newest credentials for its destination. */
function announcedBatch(exporter: Exporter, sealed: SealedBatch, ledger: LedgerSession): AnnouncedBatch {
  const { partitions } = sealed
  const entries = new Map(partitions.map((partition) => [partition, ledger.entry(partition)]))
  const intent = sealed.intent(partitions[0] ?? -1)
  const revision = exporter.rules.revisionOf(intent, exporter.job()) ?? sealed.revision
  return { intent, revision, entries }
}
