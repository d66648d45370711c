import yargs from 'yargs'
import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Args, CommandSpec, OptionSpec, PositionalSpec } from './command.ts'
import { UNKNOWN_COMMAND, UNKNOWN_OPTION, WRONG_USAGE } from '../diagnostics.ts'

type Options = { readonly [name: string]: OptionSpec }

/** What the words on the command line ask for. */
export type ParsedArguments =
  | { readonly asks: 'run'; readonly command: CommandSpec; readonly args: Args }
  | { readonly asks: 'help'; readonly command: CommandSpec | undefined }
  | { readonly asks: 'nonsense'; readonly diagnostic: Diagnostic }

/** Reads the command line: GNU options anywhere, Terraform's single-dash spelling of long ones accepted. */
export async function parseArguments(
  words: readonly string[],
  commands: readonly CommandSpec[],
  globals: Options,
): Promise<ParsedArguments> {
  const asked =
    words[0] === 'help'
      ? words[1]
      : words.find((word, index) => !word.startsWith('-') && !takesValue(words[index - 1], globals))
  if (asked === undefined) return { asks: 'help', command: undefined }
  const command = commands.find((candidate) => candidate.name === asked)
  if (command === undefined) return { asks: 'nonsense', diagnostic: unknownCommand(asked, commands) }
  if (words[0] === 'help' || words.includes('--help') || words.includes('-h') || words.includes('-help'))
    return { asks: 'help', command }
  const options = { ...globals, ...command.options }
  const spelled = words.map((word) => doubleDash(word, options))
  const unknown = unknownOption(spelled, options, command)
  if (unknown !== undefined) return { asks: 'nonsense', diagnostic: unknown }
  return parseKnown(spelled, command, options)
}

function takesValue(word: string | undefined, options: Options): boolean {
  if (word === undefined || !word.startsWith('-') || word.includes('=')) return false
  const name = word.replace(/^--?/, '')
  return Object.entries(options).some(
    ([key, option]) => option.type !== 'boolean' && (key === name || option.alias === name),
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

function doubleDash(word: string, options: Options): string {
  const match = /^-([a-z][a-z-]+)(=.*)?$/s.exec(word)
  return match?.[1] !== undefined && Object.hasOwn(options, match[1]) ? `-${word}` : word
}

function unknownOption(words: readonly string[], options: Options, command: CommandSpec): Diagnostic | undefined {
  const known = new Set(
    Object.entries(options).flatMap(([name, option]) => [
      `--${name}`,
      ...(option.type === 'boolean' ? [`--no-${name}`] : []),
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

async function parseKnown(words: readonly string[], command: CommandSpec, options: Options): Promise<ParsedArguments> {
  const usage = [command.name, ...(command.positionals ?? []).map(positionalUsage)].join(' ')
  try {
    const parser = yargs([...words])
      .help(false)
      .version(false)
      .exitProcess(false)
      .parserConfiguration({
        'camel-case-expansion': false,
        'greedy-arrays': false,
      })
      .command(usage, command.summary, (builder) => {
        let built = builder.options(yargsOptions(options))
        for (const positional of command.positionals ?? [])
          built = built.positional(positional.name, {
            type: 'string',
            ...(positional.choices === undefined ? {} : { choices: positional.choices }),
          })
        return built
      })
      .strict()
      .fail((message: string | null, error?: Error) => {
        throw error ?? new UsageError(message ?? 'The arguments cannot be read')
      })
    const args: Args = await parser.parseAsync()
    return checkNumbers(lastOfEach(args, options), command, options)
  } catch (error) {
    return { asks: 'nonsense', diagnostic: wrongUsage(command, error) }
  }
}

class UsageError extends Error {}

function positionalUsage(positional: PositionalSpec): string {
  const name = positional.many === true ? `${positional.name}..` : positional.name
  return positional.required === true ? `<${name}>` : `[${name}]`
}

type YargsOptions = Parameters<ReturnType<typeof yargs>['options']>[0]

function yargsOptions(options: Options): YargsOptions {
  const declared: YargsOptions = {}
  for (const [name, option] of Object.entries(options)) {
    declared[name] = {
      type: option.type === 'list' ? 'array' : option.type,
      ...(option.type === 'boolean' ? {} : { requiresArg: true }),
      ...(option.type === 'list' ? { string: true } : {}),
      ...(option.alias === undefined ? {} : { alias: option.alias }),
      ...(option.default === undefined ? {} : { default: option.default }),
      ...(option.choices === undefined ? {} : { choices: option.choices }),
    }
  }
  return declared
}

/** An option that was given twice where one value is meant: the last one counts. */
function lastOfEach(args: Args, options: Options): Args {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const one = Object.hasOwn(options, name) && options[name]?.type !== 'list' && Array.isArray(value)
      return [name, one ? value.at(-1) : value]
    }),
  )
}

function checkNumbers(args: Args, command: CommandSpec, options: Options): ParsedArguments {
  const broken = Object.entries(options).find(([name, option]) => isBroken(option, args[name]))
  if (broken === undefined) return { asks: 'run', command, args }
  const [name, { least }] = broken
  const kind = least === undefined ? 'a number' : `a whole number of at least ${least}`
  return { asks: 'nonsense', diagnostic: wrongUsage(command, new Error(`"--${name}" needs ${kind}`)) }
}

function isBroken({ type, least }: OptionSpec, value: unknown): boolean {
  if (type !== 'number' || typeof value !== 'number') return false
  return Number.isNaN(value) || (least !== undefined && (!Number.isInteger(value) || value < least))
}

function wrongUsage(command: CommandSpec, error: unknown): Diagnostic {
  const told = (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, ' ')
  const message = told.startsWith('Not enough non-option') ? `It needs ${neededWords(command)}` : wrongChoice(told)
  return diagnose(WRONG_USAGE, {
    detail: `${message.replace(/[.]$/, '')}${message.endsWith('?') ? '' : '.'} "strmctl ${command.name} --help" shows how it is written.`,
  })
}

/** What yargs says of a value that is none of the choices, as a sentence; anything else as it is. */
function wrongChoice(told: string): string {
  const match = /^Invalid values: Argument: (\S+), Given: "(.*)", Choices: (.*)$/s.exec(told)
  if (match === null) return told
  const [, name = '', given = '', choices = ''] = match
  const near = closest(
    given,
    [...choices.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice ?? ''),
  )
  const hint = near === undefined ? '' : `. Did you mean "${near}"?`
  return `"${name}" is one of ${choices}, not "${given}"${hint}`
}

function neededWords({ positionals = [] }: CommandSpec): string {
  const needed = positionals.filter((positional) => positional.required === true)
  return needed
    .map(({ name, choices }) => {
      const article = /^[aeiou]/i.test(name) ? 'an' : 'a'
      return choices === undefined ? `${article} ${name}` : `${article} ${name} (${choices.join(', ')})`
    })
    .join(' and ')
}
