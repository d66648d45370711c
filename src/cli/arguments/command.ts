import type { ExitCode } from '../exit-code.ts'
import type { CommandDeps } from '../command-deps.ts'

/** An option as users write it: `--name value`. Declared once: parsing, help, did-you-mean and completion come from it. */
export interface OptionSpec {
  readonly type: 'boolean' | 'string' | 'number' | 'list'
  readonly doc: string
  /** One letter. */
  readonly alias?: string
  /** The word for the value in help: `DIR`. */
  readonly value?: string
  readonly default?: string | number | boolean
  readonly choices?: readonly string[]
  /** Of a number: a whole one, and not less than this. */
  readonly least?: number
}

export interface PositionalSpec {
  readonly name: string
  readonly doc: string
  readonly required?: boolean
  /** Takes all that follow. */
  readonly many?: boolean
  readonly choices?: readonly string[]
}

export interface Example {
  readonly line: string
  readonly doc: string
}

/** A command's face; its work is loaded when it is run. */
export interface CommandSpec {
  readonly name: string
  readonly summary: string
  /** A paragraph or two for `strmctl NAME --help`. */
  readonly description?: string
  readonly positionals?: readonly PositionalSpec[]
  readonly options: { readonly [name: string]: OptionSpec }
  readonly examples: readonly Example[]
  readonly load: () => Promise<{ readonly run: RunCommand }>
}

/** Parsed arguments: options by their declared names, positionals by theirs. */
export type Args = { readonly [name: string]: unknown }

export type RunCommand = (args: Args, deps: CommandDeps) => Promise<ExitCode>

export function textOf(args: Args, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'string' ? value : undefined
}

export function flagOf(args: Args, name: string): boolean {
  return args[name] === true
}

export function numberOf(args: Args, name: string): number | undefined {
  const value = args[name]
  return typeof value === 'number' && !Number.isNaN(value) ? value : undefined
}

export function listOf(args: Args, name: string): readonly string[] {
  const value = args[name]
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' ? [value] : []
}
