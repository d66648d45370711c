import { diagnose } from '../../../model/diagnostic.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import type { ForeignEntryError } from '../entry-text.ts'
import { ENTRY_FOREIGN } from './diagnostics.ts'
import type { GroupSettings } from './group-settings.ts'

/** A committed offset that is no entry. */
export interface ForeignEntry {
  readonly partition: number
  readonly offset: number
  readonly why: ForeignEntryError
}

/** All of them at once: which partitions, what is there, and what to do. */
export function foreignEntries(
  found: readonly ForeignEntry[],
  { group, topic }: Pick<GroupSettings, 'group' | 'topic'>,
): DiagnosedError {
  const reasons = [...new Set(found.map(({ why }) => why.message))].map((reason) => {
    const places = found.filter(({ why }) => why.message === reason)
    const each = places.map(({ partition, offset }) => `offset ${offset} of partition ${partition}`)
    return `${each.join(', ')}: ${reason}`
  })
  const remedy = found.some(({ why }) => why.isNewer)
    ? 'Run that version.'
    : 'If no other program uses this group, "strmctl repair" writes the positions again from the objects; else give the exporter a group of its own.'
  const detail = `What the consumer group "${group}" has committed for "${topic}" is not all the ledger's. Not an entry of it: ${reasons.join('; ')}. ${remedy}`
  return new DiagnosedError([diagnose(ENTRY_FOREIGN, { detail })], { cause: found[0]?.why })
}
