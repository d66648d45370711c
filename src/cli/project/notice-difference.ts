import { diagnose, hasErrors } from '../../model/diagnostic.ts'
import type { State } from '../../model/state.ts'
import { assemblePlan } from '../../plan/assemble-plan.ts'
import { KIND_RULES } from '../../resources/catalogue.ts'
import { compose } from '../compose.ts'
import { CONFIGURATION_DIFFERS } from '../diagnostics.ts'
import { readConfigurationFiles } from './read-files.ts'
import { decodeProject } from './read-project.ts'
import type { CommandDeps } from '../command-deps.ts'
import { viewFor } from '../views/view-for.ts'

/** One line where the configuration is not what was applied: `up` runs what was applied. A configuration that cannot be read is no reason not to run. */
export async function noticeDifference(state: State, deps: CommandDeps): Promise<void> {
  const files = await readConfigurationFiles(deps.directory).catch(() => [])
  if (files.length === 0) return
  const { resources, diagnostics } = decodeProject(files, [], deps)
  if (hasErrors(diagnostics)) return tell('The configuration has errors.', deps)
  const context = compose(deps).rulesDeps
  const plan = assemblePlan({ desired: resources, state, observations: new Map(), kinds: KIND_RULES, context })
  const changes = plan.changes.filter((change) => change.action !== 'no-op').length
  if (changes > 0) tell(`${changes} change${changes === 1 ? ' is' : 's are'} written and not applied.`, deps)
}

function tell(what: string, deps: CommandDeps): void {
  const detail = `${what} "up" runs what was applied; "strmctl plan" shows the difference.`
  if (deps.json) viewFor(deps).diagnostics([diagnose(CONFIGURATION_DIFFERS, { detail })])
  else deps.stderr(`Notice: ${detail}\n`)
}
