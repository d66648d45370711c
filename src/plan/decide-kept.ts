import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Change, FieldChange } from '../model/plan.ts'
import type { RecordedResource } from '../model/state.ts'
import { diffFields } from './diff-fields.ts'
import { judgeChange, type Case, type Compared, type Verdict } from './judge-change.ts'
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
  if (asked.known === undefined) return { decision: created(asked, recordOf(asked.desired)), diagnostics: [] }
  const compared = compare(asked.desired, asked.known)
  const verdict = judgeChange(asked, compared)
  const diagnostics = [...verdict.diagnostics, ...(verdict.action === 'replace' ? [] : observed(asked))]
  return { decision: decisionFor(asked, compared, verdict), diagnostics }
}

function compare(desired: DesiredResource, known: KnownResource): Compared {
  const wanted = recordOf(desired, known.existing.attributes)
  return { ...known, wanted, diff: diffFields(settingsOf(known.existing), settingsOf(wanted)) }
}

function decisionFor(asked: Case, compared: Compared, verdict: Verdict): Decision {
  if (verdict.action === 'replace') return replaced(asked, compared, verdict)
  if (compared.pending?.action === 'create') return created(asked, compared.wanted)
  return keptOrUpdated(compared, verdict)
}

function created(asked: Case, after: RecordedResource): Decision {
  const { known } = asked
  const fields = diffFields({}, settingsOf(after)).changes
  const computed = computedChanges(asked, {}, after.attributes)
  const fieldChanges = [...fields, ...computed]
  return { ...headOf(after), ...resuming(known), action: 'create', after, fieldChanges, unchanged: 0 }
}

function replaced(asked: Case, compared: Compared, verdict: Verdict): Decision {
  const { existing: before, wanted, diff } = compared
  const computed = computedChanges(asked, before.attributes, {})
  const fieldChanges = [...diff.changes.map((change) => marked(change, verdict.because)), ...computed]
  const rest = { before, after: { ...wanted, attributes: {} }, fieldChanges, unchanged: diff.unchanged }
  return { ...headOf(wanted), ...resuming(compared), action: 'replace', ...rest, ...reasonOf(verdict.reasons) }
}

function keptOrUpdated(compared: Compared, { action, reasons, ...verdict }: Verdict): Decision {
  const { existing: before, wanted: after, diff } = compared
  const fieldChanges = [...diff.changes, ...verdict.fieldChanges]
  const rest = { before, after, fieldChanges, unchanged: diff.unchanged }
  return { ...headOf(after), ...resuming(compared), action, ...rest, ...reasonOf(reasons) }
}

function headOf({ address, kind }: RecordedResource): Pick<Decision, 'address' | 'kind'> {
  return { address, kind }
}

function resuming(known: KnownResource | undefined): Pick<Decision, 'resumes'> {
  return known?.pending === undefined ? {} : { resumes: known.pending }
}

function reasonOf(reasons: readonly string[]): Pick<Decision, 'reason'> {
  return reasons.length === 0 ? {} : { reason: reasons.join('; ') }
}

function computedChanges(
  { rules, context, desired }: Case,
  before: RecordedResource['attributes'],
  after: RecordedResource['attributes'],
): readonly FieldChange[] {
  return (rules.computed?.(desired.fields, context) ?? []).map(({ path, value }) => {
    const [old, known] = [before[path], after[path] ?? value]
    const result = known === undefined ? { afterUnknown: true } : { after: known }
    return old === undefined ? { path, ...result } : { path, before: old, ...result }
  })
}

function marked(change: FieldChange, because: readonly string[]): FieldChange {
  const forces = because.some((path) => change.path === path || change.path.startsWith(`${path}.`))
  return forces ? { ...change, forcesReplacement: true } : change
}

function observed({ desired, observation }: Case): readonly Diagnostic[] {
  const place = { address: formatAddress(desired.address), range: desired.range }
  return (observation?.diagnostics ?? []).map((diagnostic) => ({ ...place, ...diagnostic }))
}
