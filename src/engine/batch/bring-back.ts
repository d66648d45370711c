import { CANCELLED, linkedAbort } from '../../lib/linked-abort.ts'
import type { Exporter } from '../exporter.ts'
import { RejoinNeeded } from '../membership/rejoin-needed.ts'
import type { SealedBatch } from './sealed-batch.ts'
import { messageOf } from '../../lib/message-of.ts'

/**
 * Loads what was spilled of a closed batch back into memory, as soon as there is room beside what others hold; after a while in
 * any case, since others may never release theirs. What cannot be loaded was not announced: it is read from the stream again.
 */
export async function bringBack(exporter: Exporter, sealed: SealedBatch, signal: AbortSignal): Promise<void> {
  const bytes = sealed.spilled
  if (bytes === 0) return
  await untilRoom(exporter, bytes, signal)
  load(sealed)
}

/** Until there is room for so many bytes beside what others hold, but only for a while. Rejects with the signal's reason. */
export async function untilRoom(exporter: Exporter, bytes: number, signal: AbortSignal): Promise<void> {
  const { budget, clock, settings } = exporter.world
  const limit = linkedAbort(signal)
  const timeout = clock.sleep(settings.roomMs, limit.signal).then(
    () => limit.abort(CANCELLED),
    () => undefined,
  )
  await budget.reserve(bytes, limit.signal)
  limit.abort(CANCELLED)
  limit.release()
  await timeout
  budget.refund(bytes)
  signal.throwIfAborted()
}

function load(sealed: SealedBatch): void {
  try {
    sealed.load()
  } catch (error) {
    const why = messageOf(error)
    throw new RejoinNeeded(`what was spilled cannot be read: ${why}`, { fresh: false })
  }
}
