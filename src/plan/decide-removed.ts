import type { KindRules } from '../model/kind.ts'
import { diffFields } from './diff-fields.ts'
import type { Decision } from './decide-kept.ts'
import type { KnownResource } from './known-resources.ts'
import { settingsOf } from './record-of.ts'

export interface Removal {
  readonly known: KnownResource
  readonly rules: KindRules
  /** Another resource that has after the plan what this one has outside now, where that must not be deleted. */
  readonly heir: string | undefined
  readonly destroy: boolean
}

/** What happens to a resource that is recorded and no longer wanted. */
export function decideRemoved({ known, rules, heir, destroy }: Removal): Decision {
  const { existing, pending } = known
  const fieldChanges = diffFields(settingsOf(existing), {}).changes
  const head = { address: existing.address, kind: existing.kind, before: existing, fieldChanges, unchanged: 0 }
  const resumes = pending === undefined ? {} : { resumes: pending }
  if (heir !== undefined) {
    return {
      ...head,
      ...resumes,
      action: 'forget',
      reason: `"${heir}" uses the same place outside: nothing is deleted there`,
    }
  }
  const gone = destroy ? [] : ['it is no longer in the configuration']
  const reasons = rules.deletion === undefined ? gone : [...gone, rules.deletion]
  return { ...head, ...resumes, action: 'delete', ...(reasons.length > 0 && { reason: reasons.join('; ') }) }
}
