import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { CommandSpec, OptionSpecs } from './command.ts'
import type { PositionalSpec, Reading, Written } from './declare.ts'

/** The words of a command line by the arguments that they are given to; values are texts still. */
export function readWords(
  words: readonly string[],
  command: CommandSpec,
  options: OptionSpecs,
): Reading<ReadonlyMap<string, Written>> {
  const { tokens } = parseArgs({
    args: [...words],
    options: parserOptions(options),
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  })
  const written = new Map<string, Written>(flagsThatAreOn(options))
  const given: string[] = []
  for (const token of tokens) {
    const number = negativeNumber(token, words)
    if (token.kind === 'positional') given.push(token.value)
    else if (number !== undefined) given.push(number)
    if (token.kind !== 'option' || number !== undefined) continue
    const option = readOption(token, options, words)
    if (option.outcome === 'wrong') return option
    const [name, value] = option.value
    const before = written.get(name)
    written.set(name, typeof value === 'object' && typeof before === 'object' ? [...before, ...value] : value)
  }
  return placePositionals(given.slice(1), command, written)
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]

/** A word like `-5`, which is an option to nobody. */
function negativeNumber(token: Token, words: readonly string[]): string | undefined {
  const word = words[token.index]
  return token.kind === 'option' && word !== undefined && NEGATIVE_NUMBER.test(word) ? word : undefined
}

const NEGATIVE_NUMBER = /^-\d+(?:\.\d+)?$/

function parserOptions(options: OptionSpecs): NonNullable<ParseArgsConfig['options']> {
  const declared = Object.entries(options).map(([name, { form, alias }]) => {
    const type = form === 'flag' ? ('boolean' as const) : ('string' as const)
    return [name, { type, multiple: true, ...(alias === undefined ? {} : { short: alias }) }] as const
  })
  return Object.fromEntries(declared)
}

function flagsThatAreOn(options: OptionSpecs): readonly (readonly [string, Written])[] {
  return Object.entries(options).flatMap(([name, spec]) => (spec.default === true ? [[name, true] as const] : []))
}

function readOption(
  { name: written, rawName, value, inlineValue, index }: Extract<Token, { kind: 'option' }>,
  options: OptionSpecs,
  words: readonly string[],
): Reading<readonly [string, Written]> {
  const name = rawName.startsWith('--no-') && !Object.hasOwn(options, written) ? written.slice('no-'.length) : written
  const spec = options[name]
  if (spec === undefined) return { outcome: 'wrong', detail: `Unknown option ${rawName}` }
  return spec.form === 'flag'
    ? readFlag(name, { rawName, value })
    : readValue(name, { rawName, value: inlineValue === false ? valueAt(words[index + 1]) : value })
}

interface WrittenOption {
  readonly rawName: string
  readonly value: string | undefined
}

function readFlag(name: string, { rawName, value }: WrittenOption): Reading<readonly [string, Written]> {
  if (value !== undefined && value !== 'true' && value !== 'false')
    return { outcome: 'wrong', detail: `"${rawName}" is given or not: it takes no value` }
  return { outcome: 'read', value: [name, rawName.startsWith('--no-') === (value === 'false')] }
}

/** A short option may have its value behind an equals sign too: `-o=json`. */
function readValue(name: string, { rawName, value }: WrittenOption): Reading<readonly [string, Written]> {
  if (value === undefined) return { outcome: 'wrong', detail: `"--${name}" needs a value` }
  return { outcome: 'read', value: [name, [rawName.startsWith('--') ? value : value.replace(/^=/, '')]] }
}

/** What follows an option is its value unless it looks like an option; a negative number does not. */
function valueAt(word: string | undefined): string | undefined {
  return word !== undefined && (!word.startsWith('-') || NEGATIVE_NUMBER.test(word)) ? word : undefined
}

function placePositionals(
  given: readonly string[],
  command: CommandSpec,
  options: ReadonlyMap<string, Written>,
): Reading<ReadonlyMap<string, Written>> {
  const written = new Map(options)
  const left = [...given]
  for (const [name, { many, required }] of Object.entries(command.positionals ?? {})) {
    const values = left.splice(0, many ? left.length : 1)
    if (values.length === 0 && required) return { outcome: 'wrong', detail: `It needs ${neededWords(command)}` }
    if (values.length > 0 || many) written.set(name, values)
  }
  if (left.length === 0) return { outcome: 'read', value: written }
  return { outcome: 'wrong', detail: `Unknown argument${left.length === 1 ? '' : 's'}: ${left.join(', ')}` }
}

function neededWords({ positionals = {} }: CommandSpec): string {
  return Object.entries<PositionalSpec>(positionals)
    .filter(([, { required }]) => required)
    .map(([name, { choices }]) => {
      const article = /^[aeiou]/i.test(name) ? 'an' : 'a'
      return choices === undefined ? `${article} ${name}` : `${article} ${name} (${choices.join(', ')})`
    })
    .join(' and ')
}
