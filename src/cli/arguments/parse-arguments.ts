import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import { InternalError } from '../../model/internal-error.ts'
import { UNKNOWN_COMMAND, UNKNOWN_OPTION, WRONG_USAGE } from '../diagnostics.ts'
import { holdsValuesOf, type Args, type Command, type CommandSpec, type OptionSpecs, type ValuesOf } from './command.ts'
import type { OptionSpec, PositionalSpec, Reading, Written } from './declare.ts'
import { readWords } from './read-words.ts'
import { GLOBAL_OPTIONS, type GlobalArgs } from './shared-options.ts'

/** What the words on the command line ask for. */
export type ParsedArguments =
  | { readonly asks: 'run'; readonly command: Command; readonly args: Args; readonly globals: GlobalArgs }
  | { readonly asks: 'help'; readonly command: Command | undefined }
  | { readonly asks: 'nonsense'; readonly diagnostic: Diagnostic }

/** Reads the command line: GNU options anywhere, Terraform's single-dash spelling of long ones accepted. */
export async function parseArguments(words: readonly string[], commands: readonly Command[]): Promise<ParsedArguments> {
  const asked = words[0] === 'help' ? words[1] : words.find((word, at) => !word.startsWith('-') && !isValue(words, at))
  if (asked === undefined) return { asks: 'help', command: undefined }
  const command = commands.find((candidate) => candidate.name === asked)
  if (command === undefined) return { asks: 'nonsense', diagnostic: unknownCommand(asked, commands) }
  if (words[0] === 'help' || words.includes('--help') || words.includes('-h') || words.includes('-help'))
    return { asks: 'help', command }
  const options = { ...GLOBAL_OPTIONS, ...command.options }
  const spelled = words.map((word) => doubleDash(word, options))
  const unknown = unknownOption(spelled, options, command)
  if (unknown !== undefined) return { asks: 'nonsense', diagnostic: unknown }
  return readKnown(spelled, command)
}

/** The value of a global option before the command: `-C DIR`. */
function isValue(words: readonly string[], at: number): boolean {
  const before = words[at - 1]
  if (before === undefined || !before.startsWith('-') || before.includes('=')) return false
  const name = before.replace(/^--?/, '')
  return Object.entries<OptionSpec>(GLOBAL_OPTIONS).some(
    ([key, { form, alias }]) => form !== 'flag' && (key === name || alias === name),
  )
}

function unknownCommand(word: string, commands: readonly CommandSpec[]): Diagnostic {
  const near = closest(
    word,
    commands.map((command) => command.name),
  )
  const hint = near === undefined ? 'Run "strmctl --help" for the list of commands.' : `Did you mean "${near}"?`
  return diagnose(UNKNOWN_COMMAND, { detail: `strmctl has no command "${word}". ${hint}` })
}

function doubleDash(word: string, options: OptionSpecs): string {
  const match = /^-([a-z][a-z-]+)(=.*)?$/s.exec(word)
  return match?.[1] !== undefined && Object.hasOwn(options, match[1]) ? `-${word}` : word
}

function unknownOption(words: readonly string[], options: OptionSpecs, command: CommandSpec): Diagnostic | undefined {
  const known = new Set(
    Object.entries(options).flatMap(([name, option]) => [
      `--${name}`,
      ...(option.form === 'flag' ? [`--no-${name}`] : []),
      ...(option.alias === undefined ? [] : [`-${option.alias}`]),
    ]),
  )
  for (const word of words) {
    if (word === '--') return undefined
    const name = word.split('=', 1)[0] ?? word
    if (!/^--?[A-Za-z]/.test(name) || known.has(name) || known.has(name.slice(0, 2))) continue
    const near = closest(name, known)
    const hint = near === undefined ? `"strmctl ${command.name} --help" lists the options.` : `Did you mean "${near}"?`
    return diagnose(UNKNOWN_OPTION, { detail: `"strmctl ${command.name}" has no option "${name}". ${hint}` })
  }
  return undefined
}

async function readKnown(words: readonly string[], command: Command): Promise<ParsedArguments> {
  const written = readWords(words, command, { ...GLOBAL_OPTIONS, ...command.options })
  if (written.outcome === 'wrong') return wrongUsage(command, written.detail)
  const globals = readValues(GLOBAL_OPTIONS, written.value)
  if (globals.outcome === 'wrong') return wrongUsage(command, globals.detail)
  const args = readValues({ ...command.options, ...command.positionals }, written.value)
  if (args.outcome === 'wrong') return wrongUsage(command, args.detail)
  return { asks: 'run', command, globals: globals.value, args: args.value }
}

/** Every declared argument through its own gate. */
function readValues<Specs extends { readonly [name: string]: OptionSpec | PositionalSpec }>(
  specs: Specs,
  written: ReadonlyMap<string, Written>,
): Reading<ValuesOf<Specs>> {
  const values: { [name: string]: unknown } = {}
  for (const [name, spec] of Object.entries(specs)) {
    const reading = spec.read(written.get(name) ?? [], 'form' in spec ? `--${name}` : name)
    if (reading.outcome === 'wrong') return reading
    values[name] = reading.value
  }
  if (!holdsValuesOf(specs, values)) throw new InternalError('Cannot read the arguments: one of them is left out')
  return { outcome: 'read', value: values }
}

function wrongUsage(command: CommandSpec, problem: string): ParsedArguments {
  const stop = problem.endsWith('?') ? '' : '.'
  const detail = `${problem}${stop} "strmctl ${command.name} --help" shows how it is written.`
  return { asks: 'nonsense', diagnostic: diagnose(WRONG_USAGE, { detail }) }
}
