import type { ApplyResult } from '../../../apply/apply-options.ts'
import { applyPlan } from '../../../apply/apply-plan.ts'
import type { ApplyEvent } from '../../../model/apply-event.ts'
import { hasErrors } from '../../../model/diagnostic.ts'
import { effectiveChanges } from '../../../model/effective-changes.ts'
import type { LockedState } from '../../../model/state.ts'
import { KIND_ACTIONS } from '../../../resources/catalogue.ts'
import type { ChangeArgs } from '../../arguments/shared-options.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { compose, composeActions, composeOutside } from '../../compose.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { isApproved, refuseWithoutApproval, type Approval } from '../../process/approval.ts'
import { makePlan } from '../../project/make-plan.ts'
import { openStateStore } from '../../project/open-state-store.ts'
import { readValidProject, type Project } from '../../project/read-project.ts'
import { withPlaces } from '../../project/with-places.ts'
import { planView } from '../plan/view.ts'
import { appliedView, applyEventView } from './view.ts'

const REMEDY = 'Review "strmctl plan", then run'

const APPROVALS: { readonly [operation in 'apply' | 'destroy']: Approval } = {
  apply: { command: 'apply', question: 'Do you want to perform these actions?', remedy: REMEDY },
  destroy: {
    command: 'destroy',
    question: 'Do you really want to destroy all of this? Objects and events stay.',
    remedy: REMEDY,
  },
}

/** `apply` and `destroy`: parse, decode, lock, observe, plan, show, confirm, apply (src/README.md). */
export async function changeResources(
  args: ChangeArgs,
  deps: CommandDeps,
  operation: 'apply' | 'destroy',
): Promise<ExitCode> {
  refuseWithoutApproval(args, deps, APPROVALS[operation])
  const project = await readValidProject(args, deps, operation === 'destroy' ? 'optional' : 'required')
  if (project === undefined) return EXIT.error
  const store = await openStateStore(deps, project)
  try {
    const locked = await store.lock({ operation, timeoutMs: args['lock-timeout'], signal: deps.signals.finish })
    try {
      return await planAndApply({ args, deps, operation, project, locked })
    } finally {
      await locked.release()
    }
  } finally {
    await store.close()
  }
}

interface Work {
  readonly args: ChangeArgs
  readonly deps: CommandDeps
  readonly operation: 'apply' | 'destroy'
  readonly project: Project
  readonly locked: LockedState
}

async function planAndApply(work: Work): Promise<ExitCode> {
  const { args, deps, operation, project, locked } = work
  const { view, signals } = deps
  const { concise, parallelism } = args
  const composition = compose(deps)
  const outside = composeOutside(composition)
  const context = composeActions(composition, outside)
  const shared = { context, parallelism, signal: AbortSignal.any([signals.finish, locked.lost]) }
  try {
    const state = locked.state()
    const plan = await makePlan({ ...shared, desired: project.resources, state, destroy: operation === 'destroy' })
    view.diagnostics(plan.diagnostics, project.texts)
    if (hasErrors(plan.diagnostics)) return EXIT.error
    view.show(planView({ concise }), plan)
    if (effectiveChanges(plan).length === 0) return finish(work, NOTHING_DONE)
    if (!(await isApproved(args, deps, APPROVALS[operation]))) return EXIT.declined
    const onEvent = (event: ApplyEvent): void => view.show(applyEventView, event)
    return finish(work, await applyPlan({ ...shared, plan, locked, kinds: KIND_ACTIONS, onEvent }))
  } finally {
    await outside.close()
  }
}

const NOTHING_DONE: ApplyResult = {
  outcomes: new Map(),
  failures: [],
  diagnostics: [],
  counts: { add: 0, change: 0, destroy: 0 },
  interrupted: false,
}

function finish({ deps, operation, project }: Work, result: ApplyResult): ExitCode {
  const { diagnostics, outcomes, counts, interrupted } = result
  deps.view.diagnostics(withPlaces(diagnostics, project.resources), project.texts)
  if (interrupted) return deps.signals.received() === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted
  if ([...outcomes.values()].includes('failed') || hasErrors(diagnostics)) return EXIT.error
  deps.view.show(appliedView, { operation, counts })
  return EXIT.ok
}
