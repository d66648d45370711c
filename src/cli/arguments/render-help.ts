import type { CommandSpec, OptionSpec, PositionalSpec } from './command.ts'

const INDENT = '  '

/** The overview: `strmctl --help`. Written to a file at build, so that printing it loads nothing. */
export function renderOverview(
  commands: readonly CommandSpec[],
  globals: { readonly [name: string]: OptionSpec },
): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  return [
    'Usage: strmctl COMMAND [ARGUMENTS] [OPTIONS]',
    '',
    'Declare streams, data connectors and batch exporters in *.strm.hcl or *.strm.yaml; plan and apply them; run them with up.',
    '',
    'Commands:',
    ...commands.map((command) => `${INDENT}${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'Options of every command:',
    ...optionLines(globals),
    '',
    'Examples:',
    ...['strmctl validate', 'strmctl plan', 'strmctl apply', 'strmctl up'].map((line) => `${INDENT}${line}`),
    '',
    'strmctl COMMAND --help tells more; strmctl explain CODE explains a diagnostic.',
    '',
  ].join('\n')
}

/** The help of one command. */
export function renderCommandHelp(command: CommandSpec, globals: { readonly [name: string]: OptionSpec }): string {
  const positionals = command.positionals ?? []
  return [
    `Usage: strmctl ${[command.name, ...positionals.map(positionalUsage)].join(' ')} [OPTIONS]`,
    '',
    `${command.summary}.`,
    ...(command.description === undefined ? [] : ['', command.description]),
    ...(positionals.length === 0 ? [] : ['', 'Arguments:', ...rows(positionals.map(positionalRow))]),
    ...(Object.keys(command.options).length === 0 ? [] : ['', 'Options:', ...optionLines(command.options)]),
    '',
    'Options of every command:',
    ...optionLines(globals),
    '',
    'Examples:',
    ...rows(command.examples.map((example) => [example.line, example.doc] as const)),
    '',
  ].join('\n')
}

function positionalUsage(positional: PositionalSpec): string {
  const word = positional.choices === undefined ? positional.name.toUpperCase() : positional.choices.join('|')
  const inner = positional.choices !== undefined && positional.choices.length > 1 ? `(${word})` : word
  const repeated = positional.many === true ? `${inner}…` : inner
  return positional.required === true ? repeated : `[${repeated}]`
}

function positionalRow(positional: PositionalSpec): readonly [string, string] {
  const choices = positional.choices === undefined ? '' : `: ${positional.choices.join(', ')}`
  return [positional.name.toUpperCase(), `${positional.doc}${choices}`]
}

function optionLines(options: { readonly [name: string]: OptionSpec }): readonly string[] {
  return rows(Object.entries(options).map(([name, option]) => [optionUsage(name, option), optionDoc(option)] as const))
}

function optionUsage(name: string, option: OptionSpec): string {
  const alias = option.alias === undefined ? '    ' : `-${option.alias}, `
  const long = option.type === 'boolean' && option.default === true ? `--no-${name}` : `--${name}`
  return `${alias}${long}${option.value === undefined ? '' : ` ${option.value}`}`
}

function optionDoc(option: OptionSpec): string {
  const choices = option.choices === undefined ? '' : ` (${option.choices.join(', ')})`
  const usual =
    option.default === undefined || typeof option.default === 'boolean' ? '' : ` [default: ${option.default}]`
  return `${option.doc}${choices}${usual}`
}

function rows(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...pairs.map(([left]) => left.length))
  return pairs.map(([left, right]) => `${INDENT}${left.padEnd(width)}  ${right}`.trimEnd())
}
