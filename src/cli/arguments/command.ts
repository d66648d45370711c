import { InternalError } from '../../model/internal-error.ts'
import type { CommandDeps } from '../command-deps.ts'
import type { ExitCode } from '../exit-code.ts'
import type { OptionSpec, PositionalSpec, Reading } from './declare.ts'

export interface Example {
  readonly line: string
  readonly doc: string
}

export interface OptionSpecs {
  readonly [name: string]: OptionSpec
}

/** What a command is called and takes: parsing, types and help come from it. Loads nothing of the command's work. */
export interface CommandSpec {
  readonly name: string
  readonly summary: string
  /** A paragraph or two for `strmctl NAME --help`. */
  readonly description?: string
  /** In their order. */
  readonly positionals?: { readonly [name: string]: PositionalSpec }
  readonly options: OptionSpecs
  readonly examples: readonly Example[]
}

/** The values of declared arguments, by their names. */
export type ValuesOf<Specs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends { readonly read: (...given: never) => Reading<infer Value> }
    ? Value
    : never
}

/** The values of a command's options and positionals. */
export type ArgsOf<Spec extends CommandSpec> = ValuesOf<Spec['options']> &
  (Spec extends { readonly positionals: infer Positionals } ? ValuesOf<Positionals> : unknown)

export type RunCommand<Spec extends CommandSpec> = (args: ArgsOf<Spec>, deps: CommandDeps) => Promise<ExitCode>

/** Values that the parser has read by a command's own spec. */
export interface Args {
  readonly [name: string]: unknown
}

/** A command of the catalogue; its work is loaded when it is run. */
export interface Command extends CommandSpec {
  readonly load: () => Promise<(args: Args, deps: CommandDeps) => Promise<ExitCode>>
}

/** Keeps the types of the arguments for `RunCommand`. */
export function defineCommand<const Spec extends CommandSpec>(spec: Spec): Spec {
  return spec
}

/** One line of the catalogue: the spec, and the module that runs it. */
export function command<Spec extends CommandSpec>(
  spec: Spec,
  load: () => Promise<{ readonly run: RunCommand<Spec> }>,
): Command {
  return {
    ...spec,
    load: async () => {
      const { run } = await load()
      return (args, deps) => {
        if (!areReadBy(spec, args)) throw new InternalError(`Cannot run "${spec.name}": its arguments were not read`)
        return run(args, deps)
      }
    },
  }
}

/** The gate: the parser makes a value for every declared argument, through the argument's own gate. */
function areReadBy<Spec extends CommandSpec>({ options, positionals }: Spec, args: unknown): args is ArgsOf<Spec> {
  return holdsValuesOf({ ...options, ...positionals }, args)
}

/** Whether values were read for all of these arguments. */
export function holdsValuesOf<Specs extends object>(specs: Specs, values: unknown): values is ValuesOf<Specs> {
  return (
    typeof values === 'object' && values !== null && Object.keys(specs).every((name) => Object.hasOwn(values, name))
  )
}
