import yargs from 'yargs'
import type { Args, CommandSpec, OptionSpecs } from '../../../src/cli/arguments/command.ts'
import type { PositionalSpec, Reading, Written } from '../../../src/cli/arguments/declare.ts'

/** What `readWords` does, by yargs: an independent parser with the same conventions. */
export async function yargsWords(
  words: readonly string[],
  command: CommandSpec,
  options: OptionSpecs,
): Promise<Reading<ReadonlyMap<string, Written>>> {
  const positionals = Object.entries(command.positionals ?? {})
  const usage = [command.name, ...positionals.map(positionalUsage)].join(' ')
  try {
    const parser = yargs([...words])
      .help(false)
      .version(false)
      .exitProcess(false)
      .parserConfiguration({ 'camel-case-expansion': false, 'greedy-arrays': false })
      .command(usage, command.summary, (builder) => {
        let built = builder.options(yargsOptions(options))
        for (const [name] of positionals) built = built.positional(name, { type: 'string' })
        return built
      })
      .strict()
      .fail((message: string | null, error?: Error) => {
        throw error ?? new UsageError(message ?? 'The arguments cannot be read')
      })
    return { outcome: 'read', value: writtenOf(await parser.parseAsync(), options) }
  } catch (error) {
    return { outcome: 'wrong', detail: problemOf(error, command) }
  }
}

class UsageError extends Error {}

function positionalUsage([name, { required, many }]: readonly [string, PositionalSpec]): string {
  const word = many ? `${name}..` : name
  return required ? `<${word}>` : `[${word}]`
}

type YargsOptions = Parameters<ReturnType<typeof yargs>['options']>[0]

function yargsOptions(options: OptionSpecs): YargsOptions {
  const declared: YargsOptions = {}
  for (const [name, { form, alias }] of Object.entries(options)) {
    declared[name] = {
      ...(form === 'flag' ? { type: 'boolean' } : { type: 'array', string: true, requiresArg: true }),
      ...(alias === undefined ? {} : { alias }),
    }
  }
  return declared
}

function writtenOf(parsed: Args, options: OptionSpecs): ReadonlyMap<string, Written> {
  const written = Object.entries(parsed).flatMap(([name, value]): readonly (readonly [string, Written])[] => {
    if (Array.isArray(value))
      return [[name, options[name]?.form === 'flag' ? value.at(-1) === true : value.map(String)]]
    if (typeof value === 'boolean') return [[name, value]]
    return typeof value === 'string' ? [[name, [value]]] : []
  })
  const on = Object.entries(options).filter(([, spec]) => spec.default === true)
  return new Map([...on.map(([name]) => [name, true] as const), ...written])
}

/** What yargs says, as a sentence without its full stop. */
function problemOf(error: unknown, command: CommandSpec): string {
  const message = (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, ' ')
  return (message.startsWith('Not enough non-option') ? `It needs ${neededWords(command)}` : message).replace(
    /[.]$/,
    '',
  )
}

function neededWords({ positionals = {} }: CommandSpec): string {
  return Object.entries(positionals)
    .filter(([, { required }]) => required)
    .map(([name, { choices }]) => {
      const article = /^[aeiou]/i.test(name) ? 'an' : 'a'
      return choices === undefined ? `${article} ${name}` : `${article} ${name} (${choices.join(', ')})`
    })
    .join(' and ')
}
