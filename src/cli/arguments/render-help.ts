import type { CommandSpec, OptionSpecs } from './command.ts'
import { GLOBAL_OPTIONS } from './shared-options.ts'
import type { DocumentView } from '../views/view.ts'
import type { OptionSpec, PositionalSpec } from './declare.ts'

/** The help of a command, or the overview. It is text for programs as well. */
export function helpView(commands: readonly CommandSpec[]): DocumentView<CommandSpec | undefined> {
  const render = (command: CommandSpec | undefined): string =>
    command === undefined ? renderOverview(commands, GLOBAL_OPTIONS) : renderCommandHelp(command, GLOBAL_OPTIONS)
  return { human: render, json: render }
}

const INDENT = '  '

/** The overview: `strmctl --help`. Written to a file at build, so that printing it loads nothing. */
export function renderOverview(commands: readonly CommandSpec[], globals: OptionSpecs): string {
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
    'strmctl COMMAND --help shows more; strmctl explain CODE explains a diagnostic.',
    '',
  ].join('\n')
}

/** The help of one command. */
export function renderCommandHelp(command: CommandSpec, globals: OptionSpecs): string {
  const positionals = Object.entries(command.positionals ?? {})
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

function positionalUsage([name, { choices, many, required }]: readonly [string, PositionalSpec]): string {
  const word = choices === undefined ? name.toUpperCase() : choices.join('|')
  const inner = choices !== undefined && choices.length > 1 ? `(${word})` : word
  const repeated = many ? `${inner}…` : inner
  return required ? repeated : `[${repeated}]`
}

function positionalRow([name, { doc, choices }]: readonly [string, PositionalSpec]): readonly [string, string] {
  return [name.toUpperCase(), `${doc}${choices === undefined ? '' : `: ${choices.join(', ')}`}`]
}

function optionLines(options: OptionSpecs): readonly string[] {
  return rows(Object.entries(options).map(([name, option]) => [optionUsage(name, option), optionDoc(option)] as const))
}

function optionUsage(name: string, option: OptionSpec): string {
  const alias = option.alias === undefined ? '    ' : `-${option.alias}, `
  const long = option.default === true ? `--no-${name}` : `--${name}`
  return `${alias}${long}${option.placeholder === undefined ? '' : ` ${option.placeholder}`}`
}

function optionDoc(option: OptionSpec): string {
  const choices = option.choices === undefined ? '' : ` (${option.choices.join(', ')})`
  const usual = typeof option.default === 'string' ? ` [default: ${option.default}]` : ''
  return `${option.doc}${choices}${usual}`
}

function rows(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...pairs.map(([left]) => left.length))
  return pairs.map(([left, right]) => `${INDENT}${left.padEnd(width)}  ${right}`.trimEnd())
}
