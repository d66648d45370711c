import { hasErrors } from '../../../model/diagnostic.ts'
import type { Plan } from '../../../model/plan.ts'
import type { State, StateStore } from '../../../model/state.ts'
import { flagOf, type Args, type RunCommand } from '../../arguments/command.ts'
import { compose, composeActions, composeOutside } from '../../compose.ts'
import { EXIT } from '../../exit-code.ts'
import { makePlan } from '../../project/make-plan.ts'
import { openStateStore } from '../../project/open-state-store.ts'
import { readValidProject, type Project } from '../../project/read-project.ts'
import { durationOf } from '../../arguments/read-quantity.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { viewFor } from '../../views/view-for.ts'

export const run: RunCommand = async (args, deps) => {
  const view = viewFor(deps)
  const project = await readValidProject(args, deps, flagOf(args, 'destroy') ? 'optional' : 'required')
  if (project === undefined) return EXIT.error
  const store = await openStateStore(deps, project)
  try {
    const plan = await withState(store, { args, deps }, (state) => planFor({ args, deps, project, state }))
    view.diagnostics(plan.diagnostics, project.texts)
    if (hasErrors(plan.diagnostics)) return EXIT.error
    view.plan(plan, { concise: flagOf(args, 'concise') })
    const changes = plan.changes.some((change) => change.action !== 'no-op')
    return changes && flagOf(args, 'detailed-exitcode') ? EXIT.changes : EXIT.ok
  } finally {
    await store.close()
  }
}

interface Asked {
  readonly args: Args
  readonly deps: CommandDeps
}

/** The state under its lock, so that no apply changes it meanwhile; where none was ever written there is nothing to lock, and nothing is written. */
async function withState<Result>(
  store: StateStore,
  asked: Asked,
  use: (state: State | undefined) => Promise<Result>,
): Promise<Result> {
  if ((await store.read()) === undefined) return use(undefined)
  const timeoutMs = durationOf(asked.args, 'lock-timeout') ?? 0
  const locked = await store.lock({ operation: 'plan', timeoutMs, signal: asked.deps.signals.finish })
  try {
    return await use(locked.state())
  } finally {
    await locked.release()
  }
}

async function planFor({
  args,
  deps,
  project,
  state,
}: Asked & { readonly project: Project; readonly state: State | undefined }): Promise<Plan> {
  const composition = compose(deps)
  const outside = composeOutside(composition)
  try {
    const context = composeActions(composition, outside)
    return await makePlan({
      desired: project.resources,
      state,
      context,
      destroy: flagOf(args, 'destroy'),
      signal: deps.signals.finish,
    })
  } finally {
    await outside.close()
  }
}
