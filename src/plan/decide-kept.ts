import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Change, FieldChange } from '../model/plan.ts'
import type { RecordedResource } from '../model/state.ts'
import { diffFields } from './diff-fields.ts'
import { judgeChange, type Case, type Verdict } from './judge-change.ts'
import type { KnownResource } from './known-resources.ts'
import { recordOf, settingsOf } from './record-of.ts'

/** A change without its place among the others. */
export type Decision = Omit<Change, 'waitsFor' | 'deleteWaitsFor'>

export interface Decided {
  readonly decision: Decision
  readonly diagnostics: readonly Diagnostic[]
}

/** What happens to a resource that the configuration has. */
export function decideKept(asked: Case): Decided {
  const { known } = asked
  if (known === undefined) return { decision: created(asked, undefined), diagnostics: [] }
  const verdict = judgeChange(asked, known)
  const diagnostics = [...verdict.diagnostics, ...(verdict.action === 'replace' ? [] : observed(asked))]
  return { decision: decisionFor(asked, known, verdict), diagnostics }
}

function decisionFor(asked: Case, known: KnownResource, verdict: Verdict): Decision {
  if (verdict.action === 'replace') return replaced(asked, known, verdict)
  const wasMade = known.pending?.action !== 'create'
  return wasMade ? keptOrUpdated(asked, known, verdict) : created(asked, known)
}

function created({ desired, rules }: Case, known: KnownResource | undefined): Decision {
  const attributes = known?.existing.attributes ?? {}
  const after = recordOf(desired, attributes)
  const fields = diffFields({}, settingsOf(after)).changes
  const fieldChanges = [...fields, ...(rules.computed ?? []).map((path) => computedChange(path, {}, attributes))]
  return { ...headOf(desired), ...resuming(known), action: 'create', after, fieldChanges, unchanged: 0 }
}

function replaced({ desired, rules }: Case, known: KnownResource, verdict: Verdict): Decision {
  const before = known.existing
  const after = recordOf(desired)
  const diff = diffFields(settingsOf(before), settingsOf(after))
  const computed = (rules.computed ?? []).map((path) => computedChange(path, before.attributes, {}))
  const fieldChanges = [...diff.changes.map((change) => marked(change, verdict.because)), ...computed]
  const rest = { before, after, fieldChanges, unchanged: diff.unchanged, ...reasonOf(verdict.reasons) }
  return { ...headOf(desired), ...resuming(known), action: 'replace', ...rest }
}

function keptOrUpdated({ desired }: Case, known: KnownResource, verdict: Verdict): Decision {
  const before = known.existing
  const after = recordOf(desired, before.attributes)
  const diff = diffFields(settingsOf(before), settingsOf(after))
  const fieldChanges = [...diff.changes, ...verdict.fieldChanges]
  const rest = { before, after, fieldChanges, unchanged: diff.unchanged, ...reasonOf(verdict.reasons) }
  return { ...headOf(desired), ...resuming(known), action: verdict.action === 'update' ? 'update' : 'no-op', ...rest }
}

function headOf(desired: DesiredResource): Pick<Decision, 'address' | 'kind'> {
  return { address: formatAddress(desired.address), kind: desired.kind }
}

function resuming(known: KnownResource | undefined): Pick<Decision, 'resumes'> {
  return known?.pending === undefined ? {} : { resumes: known.pending }
}

function reasonOf(reasons: readonly string[]): Pick<Decision, 'reason'> {
  return reasons.length === 0 ? {} : { reason: reasons.join('; ') }
}

function computedChange(
  path: string,
  before: RecordedResource['attributes'],
  after: RecordedResource['attributes'],
): FieldChange {
  const [old, known] = [before[path], after[path]]
  const result = known === undefined ? { afterUnknown: true } : { after: known }
  return old === undefined ? { path, ...result } : { path, before: old, ...result }
}

function marked(change: FieldChange, because: readonly string[]): FieldChange {
  const forces = because.some((path) => change.path === path || change.path.startsWith(`${path}.`))
  return forces ? { ...change, forcesReplacement: true } : change
}

function observed({ desired, observation }: Case): readonly Diagnostic[] {
  const place = { address: formatAddress(desired.address), range: desired.range }
  return (observation?.diagnostics ?? []).map((diagnostic) => ({ ...place, ...diagnostic }))
}
