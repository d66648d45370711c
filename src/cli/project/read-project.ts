import { readConfiguration } from '../../desired/read-configuration.ts'
import type { CommandLineVariable, Settings, SourceFile } from '../../desired/configuration.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { hasErrors, type Diagnostic } from '../../model/diagnostic.ts'
import { KIND_RULES } from '../../resources/catalogue.ts'
import type { VariableArgs } from '../arguments/shared-options.ts'
import { compose } from '../compose.ts'
import { diskHost } from './disk-host.ts'
import { noConfiguration, readConfigurationFiles, readVariablesFile } from './read-files.ts'
import type { CommandDeps } from '../command-deps.ts'
import type { SourceTexts } from '../views/view.ts'

/** The configuration as it was read. With an error among the diagnostics nothing must be planned from it. */
export interface Project {
  readonly resources: readonly DesiredResource[]
  readonly settings: Settings
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: SourceTexts
}

/**
 * Reads and decodes the configuration of the directory. Rejects with a DiagnosedError where there is none, unless it is
 * `optional`: what was applied can be destroyed also when its files are gone.
 */
export async function readProject(
  args: VariableArgs,
  deps: CommandDeps,
  need: 'required' | 'optional' = 'required',
): Promise<Project> {
  const files = await readConfigurationFiles(deps.directory)
  if (files.length === 0 && need === 'required') throw new DiagnosedError([noConfiguration(deps.directory)])
  return decodeProject(files, await commandLineVariables(args, deps), deps)
}

/** The configuration, its diagnostics shown; nothing where it has errors. */
export async function readValidProject(
  args: VariableArgs,
  deps: CommandDeps,
  need: 'required' | 'optional' = 'required',
): Promise<Project | undefined> {
  const project = await readProject(args, deps, need)
  deps.view.diagnostics(project.diagnostics, project.texts)
  return hasErrors(project.diagnostics) ? undefined : project
}

/** From texts to desired resources. */
export function decodeProject(
  files: readonly SourceFile[],
  commandLine: readonly CommandLineVariable[],
  deps: CommandDeps,
): Project {
  const { resources, settings, diagnostics, sensitiveRanges, sources } = readConfiguration({
    files,
    commandLine,
    environment: deps.environment,
    host: diskHost(deps),
    kinds: KIND_RULES,
    context: compose(deps).rulesDeps,
    stateStores: deps.catalogues.stateStores,
    version: deps.version,
  })
  resources.forEach((resource) => deps.learnSecrets(resource.fields))
  deps.learnSecrets(settings.state?.settings ?? {})
  return { resources, settings, diagnostics, texts: { sources, hidden: sensitiveRanges } }
}

/** `--var` and `--var-file` in the order they were given: yargs keeps none between options, so it is taken from the words. */
async function commandLineVariables(
  args: VariableArgs,
  { directory, words }: CommandDeps,
): Promise<readonly CommandLineVariable[]> {
  const [variables, files] = [args.var.values(), args['var-file'].values()]
  const given: CommandLineVariable[] = []
  for (const word of words) {
    const option = /^--?(var|var-file)(?:=.*)?$/s.exec(word)?.[1]
    const variable = option === 'var' ? variables.next().value : undefined
    const file = option === 'var-file' ? files.next().value : undefined
    if (variable !== undefined) given.push({ option: 'var', ...variable })
    if (file !== undefined) given.push({ option: 'var-file', file: await readVariablesFile(directory, file) })
  }
  return given
}
