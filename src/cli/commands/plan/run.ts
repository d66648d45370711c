import { hasErrors } from '../../../model/diagnostic.ts'
import { effectiveChanges } from '../../../model/effective-changes.ts'
import type { Plan } from '../../../model/plan.ts'
import type { State, StateStore } from '../../../model/state.ts'
import type { ArgsOf, RunCommand } from '../../arguments/command.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { compose, composeActions, composeOutside } from '../../compose.ts'
import { EXIT } from '../../exit-code.ts'
import { makePlan } from '../../project/make-plan.ts'
import { openStateStore } from '../../project/open-state-store.ts'
import { readValidProject, type Project } from '../../project/read-project.ts'
import type { PLAN } from './spec.ts'
import { planView } from './view.ts'

export const run: RunCommand<typeof PLAN> = async (args, deps) => {
  const project = await readValidProject(args, deps, args.destroy ? 'optional' : 'required')
  if (project === undefined) return EXIT.error
  const store = await openStateStore(deps, project)
  try {
    const plan = await withState(store, { args, deps }, (state) => planFor({ args, deps, project, state }))
    deps.view.diagnostics(plan.diagnostics, project.texts)
    if (hasErrors(plan.diagnostics)) return EXIT.error
    deps.view.show(planView(args), plan)
    return effectiveChanges(plan).length > 0 && args['detailed-exitcode'] ? EXIT.changes : EXIT.ok
  } finally {
    await store.close()
  }
}

interface Asked {
  readonly args: ArgsOf<typeof PLAN>
  readonly deps: CommandDeps
}

/** The state under its lock, so that no apply changes it meanwhile; where none was ever written there is nothing to lock, and nothing is written. */
async function withState<Result>(
  store: StateStore,
  { args, deps }: Asked,
  use: (state: State | undefined) => Promise<Result>,
): Promise<Result> {
  if ((await store.read()) === undefined) return use(undefined)
  const { finish: signal } = deps.signals
  const locked = await store.lock({ operation: 'plan', timeoutMs: args['lock-timeout'], signal })
  try {
    return await use(locked.state())
  } finally {
    await locked.release()
  }
}

interface Planning extends Asked {
  readonly project: Project
  readonly state: State | undefined
}

async function planFor({ args, deps, project, state }: Planning): Promise<Plan> {
  const composition = compose(deps)
  const outside = composeOutside(composition)
  try {
    return await makePlan({
      desired: project.resources,
      state,
      context: composeActions(composition, outside),
      destroy: args.destroy,
      signal: deps.signals.finish,
    })
  } finally {
    await outside.close()
  }
}
