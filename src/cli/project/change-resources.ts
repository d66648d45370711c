import { applyPlan } from '../../apply/apply-plan.ts'
import type { ApplyResult } from '../../apply/apply-options.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose, hasErrors } from '../../model/diagnostic.ts'
import type { Plan } from '../../model/plan.ts'
import type { LockedState } from '../../model/state.ts'
import { KIND_ACTIONS } from '../../resources/catalogue.ts'
import { flagOf, numberOf, type Args } from '../arguments/command.ts'
import { compose, composeActions, composeOutside } from '../compose.ts'
import { APPROVAL_NEEDED } from '../diagnostics.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { makePlan } from './make-plan.ts'
import { openStateStore } from './open-state-store.ts'
import { readValidProject, type Project } from './read-project.ts'
import { durationOf } from '../arguments/read-quantity.ts'
import type { CommandDeps } from '../command-deps.ts'
import { viewFor } from '../views/view-for.ts'
import { withPlaces } from './with-places.ts'

const QUESTIONS = {
  apply: 'Do you want to perform these actions?\n  Only "yes" will be accepted.\n\n  Enter a value: ',
  destroy:
    'Do you really want to destroy all of this? Objects and events stay.\n  Only "yes" will be accepted.\n\n  Enter a value: ',
} as const

/** `apply` and `destroy`: parse, decode, lock, observe, plan, show, confirm, apply (src/README.md). */
export async function changeResources(args: Args, deps: CommandDeps, what: 'apply' | 'destroy'): Promise<ExitCode> {
  refuseWithoutApproval(args, deps, what)
  const project = await readValidProject(args, deps, what === 'destroy' ? 'optional' : 'required')
  if (project === undefined) return EXIT.error
  const timeoutMs = durationOf(args, 'lock-timeout') ?? 0
  const store = await openStateStore(deps, project)
  try {
    const locked = await store.lock({ operation: what, timeoutMs, signal: deps.signals.finish })
    try {
      return await planAndApply({ args, deps, what, project, locked })
    } finally {
      await locked.release()
    }
  } finally {
    await store.close()
  }
}

/** Before anything is done: without a terminal nobody can answer. */
export function refuseWithoutApproval(args: Args, deps: CommandDeps, what: string): void {
  if (flagOf(args, 'auto-approve') || (deps.interactive && args['input'] !== false && !deps.json)) return
  throw new DiagnosedError([
    diagnose(APPROVAL_NEEDED, {
      detail: `"strmctl ${what}" asks before it changes anything, and nobody can answer here. Nothing was done. ${what === 'repair' ? 'Run it on a terminal, or' : 'Review "strmctl plan", then run'} "strmctl ${what} --auto-approve".`,
    }),
  ])
}

interface Work {
  readonly args: Args
  readonly deps: CommandDeps
  readonly what: 'apply' | 'destroy'
  readonly project: Project
  readonly locked: LockedState
}

async function planAndApply(work: Work): Promise<ExitCode> {
  const { args, deps, what, project, locked } = work
  const view = viewFor(deps)
  const composition = compose(deps)
  const outside = composeOutside(composition)
  const context = composeActions(composition, outside)
  const parallelism = numberOf(args, 'parallelism') ?? 10
  const signal = AbortSignal.any([deps.signals.finish, locked.lost])
  try {
    const plan = await makePlan({
      desired: project.resources,
      state: locked.state(),
      context,
      destroy: what === 'destroy',
      parallelism,
      signal,
    })
    view.diagnostics(plan.diagnostics, project.texts)
    if (hasErrors(plan.diagnostics)) return EXIT.error
    view.plan(plan, { concise: flagOf(args, 'concise') })
    if (plan.changes.every((change) => change.action === 'no-op')) return finish(work, plan, undefined)
    if (!(await approved(work))) return EXIT.declined
    const result = await applyPlan({
      plan,
      locked,
      kinds: KIND_ACTIONS,
      context,
      parallelism,
      signal,
      onEvent: view.applying,
    })
    return finish(work, plan, result)
  } finally {
    await outside.close()
  }
}

async function approved({ args, deps, what }: Work): Promise<boolean> {
  if (flagOf(args, 'auto-approve')) return true
  const answer = await deps.ask(`\n${QUESTIONS[what]}`)
  if (answer?.trim() === 'yes') return true
  viewFor(deps).note(`\n${what === 'apply' ? 'Apply' : 'Destroy'} cancelled.\n`)
  return false
}

function finish({ deps, what, project }: Work, _plan: Plan, result: ApplyResult | undefined): ExitCode {
  const view = viewFor(deps)
  view.diagnostics(withPlaces(result?.diagnostics ?? [], project.resources), project.texts)
  const failed =
    result !== undefined && ([...result.outcomes.values()].includes('failed') || hasErrors(result.diagnostics))
  if (result?.interrupted === true) return deps.signals.received() === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted
  if (failed) return EXIT.error
  view.applied(what, result?.counts ?? { add: 0, change: 0, destroy: 0 })
  return EXIT.ok
}
