import type { ValueType } from './value-types.ts'

/** What the parser found for one argument: texts as they were written, or whether a flag is on. */
export type Written = readonly string[] | boolean

/** `detail`: what is wrong, as a sentence without its full stop. */
export type Reading<Value> =
  { readonly outcome: 'read'; readonly value: Value } | { readonly outcome: 'wrong'; readonly detail: string }

interface ArgumentSpec<Value> {
  readonly doc: string
  /** The word for the value in help: `DIR`; absent for a flag. */
  readonly placeholder?: string
  readonly choices?: readonly string[]
  /** The gate from what was written. `label`: the argument as the user knows it, `--lease`. */
  readonly read: (written: Written, label: string) => Reading<Value>
}

/** An option, `--name value`. Declared once: parsing, types, help and did-you-mean come from it. */
export interface OptionSpec<Value = unknown> extends ArgumentSpec<Value> {
  readonly form: 'flag' | 'value' | 'values'
  /** One letter. */
  readonly alias?: string
  /** As a user would write it; a flag that is on without being written is turned off by `--no-name`. */
  readonly default?: string | true
}

export interface PositionalSpec<Value = unknown> extends ArgumentSpec<Value> {
  readonly required: boolean
  /** Takes all that follow. */
  readonly many: boolean
}

interface OptionParts {
  readonly doc: string
  readonly alias?: string
  /** Instead of the placeholder of the type. */
  readonly placeholder?: string
}

export function flag(parts: Omit<OptionParts, 'placeholder'> & { readonly default?: true }): OptionSpec<boolean> {
  return { ...parts, form: 'flag', read: (written) => ({ outcome: 'read', value: written === true }) }
}

/** With a default there always is a value. Of several, the last one counts. */
export function option<Value>(
  type: ValueType<Value>,
  parts: OptionParts & { readonly default: string },
): OptionSpec<Value>
export function option<Value>(type: ValueType<Value>, parts: OptionParts): OptionSpec<Value | undefined>
export function option<Value>(
  type: ValueType<Value>,
  parts: OptionParts & { readonly default?: string },
): OptionSpec<Value | undefined> {
  return { ...shownOf(type), ...parts, form: 'value', read: readLast(type, parts.default) }
}

/** May be given several times. */
export function repeated<Value>(type: ValueType<Value>, parts: OptionParts): OptionSpec<readonly Value[]> {
  return { ...shownOf(type), ...parts, form: 'values', read: readAll(type) }
}

export function required<Value>(type: ValueType<Value>, doc: string): PositionalSpec<Value> {
  const read = readLast(type)
  return {
    ...shownOf(type),
    doc,
    required: true,
    many: false,
    read: (written, label) => {
      const reading = read(written, label)
      if (reading.outcome === 'wrong') return reading
      const { value } = reading
      return value === undefined ? { outcome: 'wrong', detail: `"${label}" is missing` } : { outcome: 'read', value }
    },
  }
}

export function optional<Value>(type: ValueType<Value>, doc: string): PositionalSpec<Value | undefined> {
  return { ...shownOf(type), doc, required: false, many: false, read: readLast(type) }
}

/** All words that follow, perhaps none. */
export function anyNumberOf<Value>(type: ValueType<Value>, doc: string): PositionalSpec<readonly Value[]> {
  return { ...shownOf(type), doc, required: false, many: true, read: readAll(type) }
}

/** All words that follow, at least one. */
export function oneOrMore<Value>(type: ValueType<Value>, doc: string): PositionalSpec<readonly Value[]> {
  return { ...anyNumberOf(type, doc), required: true }
}

function shownOf({ placeholder, choices }: ValueType<unknown>): Pick<OptionSpec, 'placeholder' | 'choices'> {
  return { placeholder, ...(choices === undefined ? {} : { choices }) }
}

function readLast<Value>(type: ValueType<Value>, usual?: string): OptionSpec<Value | undefined>['read'] {
  return (written, label) => {
    const last = textsOf(written).at(-1) ?? usual
    return last === undefined ? { outcome: 'read', value: undefined } : readOne(type, last, label)
  }
}

function readAll<Value>(type: ValueType<Value>): OptionSpec<readonly Value[]>['read'] {
  return (written, label) => {
    const values: Value[] = []
    for (const each of textsOf(written)) {
      const reading = readOne(type, each, label)
      if (reading.outcome === 'wrong') return reading
      values.push(reading.value)
    }
    return { outcome: 'read', value: values }
  }
}

function readOne<Value>(type: ValueType<Value>, written: string, label: string): Reading<Value> {
  const reading = type.read(written)
  if (reading.outcome === 'read') return reading
  const must = type.choices === undefined ? `needs ${type.needs}` : `is ${type.needs}`
  const given = type.unquoted === true ? '' : `, not "${written}"`
  const hint = reading.suggestion === undefined ? '' : `. Did you mean "${reading.suggestion}"?`
  return { outcome: 'wrong', detail: `"${label}" ${must}${given}${hint}` }
}

function textsOf(written: Written): readonly string[] {
  return typeof written === 'boolean' ? [] : written
}
