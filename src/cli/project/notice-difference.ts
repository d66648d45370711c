import { diagnose, hasErrors } from '../../model/diagnostic.ts'
import { effectiveChanges } from '../../model/effective-changes.ts'
import type { State } from '../../model/state.ts'
import { assemblePlan } from '../../plan/assemble-plan.ts'
import { KIND_RULES } from '../../resources/catalogue.ts'
import type { CommandDeps } from '../command-deps.ts'
import { compose } from '../compose.ts'
import { CONFIGURATION_DIFFERS } from '../diagnostics.ts'
import { readConfigurationFiles } from './read-files.ts'
import { decodeProject } from './read-project.ts'

/** One line where the configuration is not what was applied, since `up` runs what was applied. It runs even when the configuration cannot be read. */
export async function noticeDifference(state: State, deps: CommandDeps): Promise<void> {
  const files = await readConfigurationFiles(deps.directory).catch(() => [])
  if (files.length === 0) return
  const { resources, diagnostics } = await decodeProject(files, [], deps)
  if (hasErrors(diagnostics)) return notice('The configuration has errors.', deps)
  const context = compose(deps).rulesDeps
  const plan = assemblePlan({ desired: resources, state, observations: new Map(), kinds: KIND_RULES, context })
  const changes = effectiveChanges(plan).length
  if (changes > 0) notice(`${changes} change${changes === 1 ? ' is' : 's are'} written but not applied.`, deps)
}

function notice(difference: string, { view }: CommandDeps): void {
  const detail = `${difference} "up" runs what was applied; "strmctl plan" shows the difference.`
  view.notice(diagnose(CONFIGURATION_DIFFERS, { detail }))
}
