import { readConfiguration } from '../../desired/read-configuration.ts'
import type { CommandLineVariable, Settings, SourceFile } from '../../desired/configuration.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose, hasErrors, type Diagnostic } from '../../model/diagnostic.ts'
import { KIND_RULES } from '../../resources/catalogue.ts'
import { listOf, type Args } from '../arguments/command.ts'
import { compose } from '../compose.ts'
import { WRONG_USAGE } from '../diagnostics.ts'
import { diskHost } from './disk-host.ts'
import { noConfiguration, readConfigurationFiles, readVariablesFile } from './read-files.ts'
import type { CommandDeps } from '../command-deps.ts'
import type { SourceTexts } from '../views/view.ts'
import { viewFor } from '../views/view-for.ts'

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
  args: Args,
  deps: CommandDeps,
  need: 'required' | 'optional' = 'required',
): Promise<Project> {
  const files = await readConfigurationFiles(deps.directory)
  if (files.length === 0 && need === 'required') throw new DiagnosedError([noConfiguration(deps.directory)])
  return decodeProject(files, await commandLineVariables(args, deps), deps)
}

/** The configuration, its diagnostics shown; nothing where it has errors. */
export async function readValidProject(
  args: Args,
  deps: CommandDeps,
  need: 'required' | 'optional' = 'required',
): Promise<Project | undefined> {
  const project = await readProject(args, deps, need)
  viewFor(deps).diagnostics(project.diagnostics, project.texts)
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
    version: deps.version,
  })
  resources.forEach((resource) => deps.learnSecrets(resource.fields))
  return { resources, settings, diagnostics, texts: { sources, hidden: sensitiveRanges } }
}

/** `--var` and `--var-file` in the order they were given: yargs keeps no order between options, so the words are read again. */
async function commandLineVariables(
  args: Args,
  { directory, words }: CommandDeps,
): Promise<readonly CommandLineVariable[]> {
  if (listOf(args, 'var').length + listOf(args, 'var-file').length === 0) return []
  const given: CommandLineVariable[] = []
  for (const { option, value } of optionsInOrder(words)) {
    if (option === 'var') given.push(splitVariable(value))
    else given.push({ option: 'var-file', file: await readVariablesFile(directory, value) })
  }
  return given
}

function optionsInOrder(
  words: readonly string[],
): readonly { readonly option: 'var' | 'var-file'; readonly value: string }[] {
  return words.flatMap((word, index) => {
    const match = /^--?(var|var-file)(?:=(.*))?$/s.exec(word)
    const option = match?.[1]
    if (option !== 'var' && option !== 'var-file') return []
    return [{ option, value: match?.[2] ?? words[index + 1] ?? '' }]
  })
}

function splitVariable(text: string): CommandLineVariable {
  const at = text.indexOf('=')
  if (at > 0) return { option: 'var', name: text.slice(0, at).trim(), value: text.slice(at + 1) }
  throw new DiagnosedError([
    diagnose(WRONG_USAGE, { detail: '"--var" is written as NAME=VALUE: a variable’s name, "=", its value' }),
  ])
}
