import type { Connector } from '../../model/connector.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Revision } from '../../model/export-job.ts'
import type { Intent, LedgerEntry } from '../../model/ledger.ts'
import type { ObjectRole } from '../../model/object-metadata.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { findOurs } from './create-object.ts'
import { createObjects } from './create-objects.ts'
import type { Reporting } from './create-objects.ts'
import { OBJECT_INCOMPLETE } from '../diagnostics.ts'
import { buildObjects } from './build-objects.ts'
import { SealedBatch } from '../batch/sealed-batch.ts'
import { formatFor, objectSuffix } from '../../model/object-format.ts'
import { objectKey } from '../../model/object-key/object-key.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import { readAgain } from './read-again.ts'
import { releaseParts } from '../batch/batch-part.ts'
import type { Exporter } from '../exporter.ts'
import type { Membership } from '../membership/membership.ts'
import type { PartAgain } from './read-again.ts'

/** An announced batch whose objects may or may not exist, with the entries of all its partitions. */
export interface AnnouncedBatch {
  readonly intent: Intent
  readonly revision: Revision
  readonly entries: ReadonlyMap<number, LedgerEntry>
}

/**
 * Makes the objects of an announced batch where they are not there yet, from the stream, with the layout they were announced with.
 * `there`: the last of them, and so all, were there.
 */
export async function rollForward(
  membership: Membership,
  announced: AnnouncedBatch,
  reporting: Reporting,
): Promise<'made' | 'there'> {
  const { exporter, signal } = membership
  const roles = rolesOf(exporter, announced)
  const connector = await exporter.connectors.open(announced.revision, signal)
  if (await isThere(membership, { connector, role: roles.at(-1) ?? 'lines' }, announced)) return 'there'
  const parts: PartAgain[] = []
  let clean = false
  try {
    for (const entry of inOrder(announced)) parts.push(await readAgain(membership, entry))
    clean = await create(membership, announced, { parts, roles, ...reporting })
    return 'made'
  } finally {
    releaseParts(parts, clean ? 'reusable' : 'spent')
  }
}

function rolesOf(exporter: Exporter, { entries }: AnnouncedBatch): readonly ObjectRole[] {
  const intents = [...entries.values()].flatMap(({ intent }) => (intent === undefined ? [] : [intent]))
  return exporter.rules.batchObjects(intents)
}

/** Saves the reading where the store may be asked: the last object is there only where all are. */
async function isThere(
  membership: Membership,
  { connector, role }: { readonly connector: Connector; readonly role: ObjectRole },
  { intent, revision }: AnnouncedBatch,
): Promise<boolean> {
  const { exporter, signal } = membership
  const { time, partitions } = intent
  const suffix = objectSuffix(formatFor(exporter.world.formats, revision, role), revision.compression)
  const key = objectKey(revision, { role, time, partitions, suffix })
  const what = `look for "${key}" in ${connector.place}`
  const look = () => findOurs(exporter, connector, { key, batch: intent.batch, signal })
  const found = await retryUntilDone(exporter, { what, signal }, look)
  if (typeof found === 'string') return false
  if (found.incomplete) exporter.noteIncomplete(incompleteObject(key))
  return true
}

function inOrder({ entries }: AnnouncedBatch): readonly (readonly [number, LedgerEntry])[] {
  return [...entries].toSorted(([one], [other]) => one - other)
}

interface Rolling extends Reporting {
  readonly parts: readonly PartAgain[]
  readonly roles: readonly ObjectRole[]
}

async function create(
  membership: Membership,
  { intent: { batch, time }, revision }: AnnouncedBatch,
  { parts, roles, ...reporting }: Rolling,
): Promise<boolean> {
  const { exporter, ledger, signal } = membership
  const incomplete = parts.some((part) => part.incomplete)
  const sealed = new SealedBatch({ job: exporter.job(), revision, batch, time, parts, incomplete })
  const built = await buildObjects(sealed, roles, { ...exporter.world, signal })
  try {
    const heartbeat = () => ledger.heartbeat()
    const creation = { revision, batch, heartbeat, signal, ...reporting }
    const { clean, results } = await createObjects(exporter, built.objects, creation)
    for (const [index, { found }] of results.entries()) {
      const key = built.objects[index]?.key ?? ''
      if (found?.incomplete ?? incomplete) exporter.noteIncomplete(incompleteObject(key, parts))
    }
    return clean
  } finally {
    built.release()
  }
}

function incompleteObject(key: string, parts: readonly PartAgain[] = []): Diagnostic {
  const cut = parts.filter((part) => part.incomplete)
  const told = cut.map(
    ({ partition, begin, end, found, announced }) =>
      ` Partition ${partition}, offsets ${begin} to ${end}: ${found} of ${announced} records.`,
  )
  return diagnose(OBJECT_INCOMPLETE, {
    detail: `"${key}" was announced, and when it was made from the stream again, that no longer held all of it.${told.join('')} What was there has been written. Lengthen the retention of the stream.`,
  })
}
