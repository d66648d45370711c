import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { KindRules, NeedsVerdict, Observation, PlanningDeps, UpdateVerdict } from '../model/kind.ts'
import type { FieldChange } from '../model/plan.ts'
import { sameValue } from '../model/same-value.ts'
import type { RecordedResource } from '../model/state.ts'
import type { FieldsDiff } from './diff-fields.ts'
import type { KnownResource } from './known-resources.ts'
import { settingsOf } from './record-of.ts'

/** One resource of the configuration and all that is known about it. */
export interface Case {
  readonly desired: DesiredResource
  readonly known: KnownResource | undefined
  readonly observation: Observation | undefined
  readonly rules: KindRules
  readonly context: PlanningDeps
}

/** A resource that is known, compared with what is wanted. */
export interface Compared extends KnownResource {
  /** As it would be recorded, with the attributes that it has. */
  readonly wanted: RecordedResource
  /** Of what is recorded. */
  readonly diff: FieldsDiff
}

/** How much must happen to a resource, and why. */
export interface Verdict {
  readonly action: 'no-op' | 'update' | 'replace'
  readonly reasons: readonly string[]
  readonly because: readonly string[]
  readonly fieldChanges: readonly FieldChange[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What its own fields, what it needs, the past and the world outside ask for, the strongest of these. */
export function judgeChange(asked: Case, compared: Compared): Verdict {
  const { rules, context, desired } = asked
  const own = differingBases(compared).map((base) => fromOwn(rules.judgeUpdate(base, desired.fields, context), desired))
  const needs = rules.judgeNeeds?.(compared.existing, desired.fields, context)
  const verdicts = [fromPast(asked, compared), ...own, fromNeeds(needs)].filter((verdict) => verdict !== NONE)
  return verdicts.length === 0 ? NONE : strongest(verdicts)
}

/** What may be outside now and differs from what is wanted: what is recorded, and what an interrupted update may have made of it. */
function differingBases({ existing, pending, wanted, diff }: Compared): readonly RecordedResource[] {
  const recorded = diff.changes.length > 0 ? [existing] : []
  if (pending?.action !== 'update') return recorded
  const differs = !sameValue(settingsOf(pending.resource), settingsOf(wanted))
  return differs ? [...recorded, pending.resource] : recorded
}

const NONE: Verdict = { action: 'no-op', reasons: [], because: [], fieldChanges: [], diagnostics: [] }

/** What interrupted applies and the world outside ask for, whatever the configuration says. */
function fromPast({ observation }: Case, { pending }: KnownResource): Verdict {
  if (pending?.action === 'delete') {
    return { ...NONE, action: 'replace', reasons: ['its deletion was begun and cannot be undone'] }
  }
  if (pending !== undefined) return { ...NONE, action: 'update' }
  if (observation?.presence !== 'absent') return NONE
  return { ...NONE, action: 'update', reasons: ['it is gone outside strmctl and is recreated'] }
}

function fromOwn(verdict: UpdateVerdict, desired: DesiredResource): Verdict {
  if (verdict.verdict === 'refuse') {
    const place = { address: formatAddress(desired.address), range: desired.fieldRanges[verdict.path] ?? desired.range }
    return { ...NONE, action: 'update', diagnostics: [{ ...place, ...verdict.diagnostic }] }
  }
  const reasons = verdict.reason === undefined ? [] : [verdict.reason]
  const because = verdict.verdict === 'replace' ? verdict.because : []
  return { ...NONE, action: verdict.verdict, reasons, because }
}

function fromNeeds(verdict: NeedsVerdict | undefined): Verdict {
  if (verdict === undefined || verdict.verdict === 'unaffected') return NONE
  if (verdict.verdict === 'replace') {
    return { ...NONE, action: 'replace', reasons: [verdict.reason], because: verdict.because }
  }
  return { ...NONE, action: 'update', reasons: [verdict.reason], fieldChanges: verdict.fieldChanges }
}

/** A replacement outweighs updates: only its reasons count. A refusal counts unless the resource is replaced anyway. */
function strongest(verdicts: readonly Verdict[]): Verdict {
  const replaces = verdicts.filter((verdict) => verdict.action === 'replace')
  const chosen = replaces.length > 0 ? replaces : verdicts
  return {
    action: replaces.length > 0 ? 'replace' : verdicts.some(({ action }) => action === 'update') ? 'update' : 'no-op',
    reasons: [...new Set(chosen.flatMap((verdict) => verdict.reasons))],
    because: chosen.flatMap((verdict) => verdict.because),
    fieldChanges: chosen.flatMap((verdict) => verdict.fieldChanges),
    diagnostics: chosen.flatMap((verdict) => verdict.diagnostics).slice(0, 1),
  }
}
