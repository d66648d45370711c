import { readConfiguration } from '../../desired/read-configuration.ts'
import { isYamlFile } from '../../desired/file-role.ts'
import type { CommandLineVariable, Settings, SourceFile, YamlParser } from '../../desired/configuration.ts'
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
export async function decodeProject(
  files: readonly SourceFile[],
  commandLine: readonly CommandLineVariable[],
  deps: CommandDeps,
): Promise<Project> {
  const { resources, settings, diagnostics, sensitiveRanges, sources } = readConfiguration({
    files,
    commandLine,
    environment: deps.environment,
    host: diskHost(deps),
    kinds: KIND_RULES,
    context: compose(deps).rulesDeps,
    stateStores: deps.catalogues.stateStores,
    version: deps.version,
    yaml: await yamlParser(files, commandLine),
  })
  resources.forEach((resource) => deps.learnSecrets(resource.fields))
  deps.learnSecrets(settings.state?.settings ?? {})
  return { resources, settings, diagnostics, texts: { sources, hidden: sensitiveRanges } }
}

/** Loaded only where there is a YAML file: it is the largest part of reading a configuration. */
async function yamlParser(
  files: readonly SourceFile[],
  commandLine: readonly CommandLineVariable[],
): Promise<YamlParser | undefined> {
  const all = [...files, ...commandLine.flatMap((one) => (one.option === 'var-file' ? [one.file] : []))]
  return all.some(({ name }) => isYamlFile(name)) ? await import('../../syntax/yaml/parse-yaml.ts') : undefined
}

/** `--var` and `--var-file` in the order they were given: arguments have none between options, so it is taken from the words. */
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
