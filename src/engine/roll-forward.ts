import type { Connector } from '../model/connector.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Revision } from '../model/export-job.ts'
import type { Intent, LedgerEntry } from '../model/ledger.ts'
import { diagnose } from '../model/diagnostic.ts'
import { createObject, findOurs } from './create-object.ts'
import { OBJECT_INCOMPLETE } from './diagnostics.ts'
import { keyOf, newObject } from './new-object.ts'
import { persevere } from './persevere.ts'
import { readAgain } from './read-again.ts'
import type { Membership } from './membership.ts'
import type { PartAgain } from './read-again.ts'

/** An announced batch whose object may or may not exist, with the entries of all its partitions. */
export interface AnnouncedBatch {
  readonly intent: Intent
  readonly revision: Revision
  readonly entries: ReadonlyMap<number, LedgerEntry>
}

/** Makes the object of an announced batch where it is not there yet, from the stream, with the layout it was announced with. */
export async function rollForward(membership: Membership, announced: AnnouncedBatch): Promise<void> {
  const { exporter, signal } = membership
  const connector = await exporter.connectors.open(announced.revision, signal)
  if (await isThere(membership, connector, announced)) return
  const parts: PartAgain[] = []
  let clean = false
  try {
    for (const entry of inOrder(announced)) parts.push(await readAgain(membership, entry))
    clean = await create(membership, announced, parts)
  } finally {
    parts.forEach((part) => part.release(clean ? 'reusable' : 'spent'))
  }
}

/** Saves the reading where the store may be asked. */
async function isThere(
  membership: Membership,
  connector: Connector,
  { intent, revision }: AnnouncedBatch,
): Promise<boolean> {
  const { exporter, signal } = membership
  const key = keyOf(
    revision,
    intent.time,
    intent.partitions.map((partition) => ({ partition })),
  )
  const what = `look for "${key}" in ${connector.place}`
  const look = () => findOurs(exporter, connector, { key, batch: intent.batch, signal })
  const found = await persevere(exporter, { what, signal }, look)
  if (typeof found === 'string') return false
  if (found.incomplete) exporter.noteIncomplete(incompleteObject(key))
  return true
}

function inOrder({ entries }: AnnouncedBatch): readonly (readonly [number, LedgerEntry])[] {
  return [...entries].toSorted(([one], [other]) => one - other)
}

async function create(
  membership: Membership,
  { intent, revision }: AnnouncedBatch,
  parts: readonly PartAgain[],
): Promise<boolean> {
  const { exporter, ledger, signal } = membership
  const { batch, time } = intent
  const incomplete = parts.some((part) => part.incomplete)
  const { object, metadata } = newObject({ job: exporter.job(), revision, batch, time, parts, incomplete })
  const heartbeat = () => ledger.heartbeat()
  const { outcome, clean, found } = await createObject(exporter, { revision, object, batch, heartbeat, signal })
  const place = exporter.connectors.ready(revision)?.place ?? ''
  const { key, size: bytes } = object
  if (outcome === 'created') {
    exporter.world.emit({ event: 'object', exporter: exporter.name, key, place, bytes, metadata, recovered: true })
  }
  if (found?.incomplete ?? incomplete) exporter.noteIncomplete(incompleteObject(key, parts))
  return clean
}

function incompleteObject(key: string, parts: readonly PartAgain[] = []): Diagnostic {
  const cut = parts.filter((part) => part.incomplete)
  const told = cut.map(
    ({ partition, begin, end, records, announced }) =>
      ` Partition ${partition}, offsets ${begin} to ${end}: ${records} of ${announced} records.`,
  )
  return diagnose(OBJECT_INCOMPLETE, {
    detail: `"${key}" was announced before a crash, and the stream no longer held all of it when it was made.${told.join('')} What was there has been written. Lengthen the retention of the stream.`,
  })
}
