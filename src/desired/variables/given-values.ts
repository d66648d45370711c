import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Document } from '../../syntax/document.ts'
import { NOT_A_VALUE, UNDECLARED_OPTION, UNDECLARED_VALUE } from './diagnostics.ts'
import type { GivenValue } from './variable.ts'

const PREFIX = 'STRMCTL_VAR_'

/** Sources of values besides the defaults; later ones win. */
export interface ValueSources {
  readonly environment: { readonly [name: string]: string | undefined }
  /** `strmctl.vars.*`, then `*.auto.vars.*` by name. */
  readonly files: readonly Document[]
  readonly commandLine: readonly CommandLineValues[]
}

export type CommandLineValues =
  | { readonly option: 'var'; readonly name: string; readonly value: string }
  | { readonly option: 'var-file'; readonly document: Document }

/** The value that counts for each variable. Values for what is not declared are reported: a warning, on the command line an error. */
export function givenValues(
  sources: ValueSources,
  declared: ReadonlySet<string>,
  report: (diagnostic: Diagnostic) => void,
): ReadonlyMap<string, GivenValue> {
  const given = new Map<string, GivenValue>()
  for (const value of allValues(sources, report)) {
    if (declared.has(value.name)) given.set(value.name, value)
    else report(describeUndeclared(value, declared))
  }
  return given
}

function allValues(sources: ValueSources, report: (diagnostic: Diagnostic) => void): readonly GivenValue[] {
  return [
    ...fromEnvironment(sources.environment),
    ...sources.files.flatMap((document) => fromDocument(document, report)),
    ...sources.commandLine.flatMap((option): readonly GivenValue[] => {
      if (option.option === 'var-file') return fromDocument(option.document, report)
      return [{ source: 'text', name: option.name, text: option.value, origin: `--var ${option.name}`, typed: true }]
    }),
  ]
}

function fromEnvironment(environment: ValueSources['environment']): readonly GivenValue[] {
  return Object.keys(environment)
    .toSorted()
    .flatMap((key): readonly GivenValue[] => {
      const text = environment[key]
      if (!key.startsWith(PREFIX) || text === undefined) return []
      return [{ source: 'text', name: key.slice(PREFIX.length), text, origin: key, typed: false }]
    })
}

function fromDocument(document: Document, report: (diagnostic: Diagnostic) => void): readonly GivenValue[] {
  return document.body.items.flatMap((item): readonly GivenValue[] => {
    if (item.node === 'attribute') {
      return [{ source: 'file', name: item.name, expression: item.value, nameRange: item.nameRange }]
    }
    const detail = `A block "${item.type}" is not allowed in a file of variable values. Write values as name = value.`
    report(diagnose(NOT_A_VALUE, { detail, range: item.headerRange }))
    return []
  })
}

function describeUndeclared(value: GivenValue, declared: ReadonlySet<string>): Diagnostic {
  const similar = closest(value.name, declared)
  const advice = similar === undefined ? `Declare it with: variable "${value.name}" {}.` : `Did you mean "${similar}"?`
  const what = `No variable named "${value.name}" is declared`
  if (value.source === 'file')
    return diagnose(UNDECLARED_VALUE, {
      detail: `${what}, so this value has no effect. ${advice}`,
      range: value.nameRange,
    })
  const code = value.typed ? UNDECLARED_OPTION : UNDECLARED_VALUE
  const effect = value.typed
    ? `Cannot use "${value.origin}": no variable named "${value.name}" is declared`
    : `${what}, so "${value.origin}" has no effect`
  return diagnose(code, { detail: `${effect}. ${advice}` })
}
