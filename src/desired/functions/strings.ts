import type { FunctionDeclaration } from '../evaluate/function-declaration.ts'
import { boolValue, listValue, nullValue, objectValue, stringValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction, problem } from './define-function.ts'
import { formatText } from './format-text.ts'
import { graphemes } from '../../lib/graphemes.ts'
import { anything, text, texts, wholeNumber } from './parameter.ts'

/** Functions over strings. */
export const STRINGS: readonly FunctionDeclaration[] = [
  defineFunction({
    name: 'upper',
    doc: 'The string in upper case.',
    parameters: [text('text')],
    call: ([given]) => stringValue(given.toUpperCase()),
  }),
  defineFunction({
    name: 'lower',
    doc: 'The string in lower case.',
    parameters: [text('text')],
    call: ([given]) => stringValue(given.toLowerCase()),
  }),
  defineFunction({
    name: 'title',
    doc: 'The string with the first letter of every word in upper case.',
    parameters: [text('text')],
    call: ([given]) => stringValue(given.replaceAll(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toUpperCase())),
  }),
  defineFunction({
    name: 'trim',
    doc: 'The string without any of the given characters at its ends.',
    parameters: [text('text'), text('characters')],
    call: ([given, characters]) => {
      const unwanted = new Set(characters)
      const kept = [...given]
      while (isUnwanted(kept.at(-1), unwanted)) kept.pop()
      const start = kept.findIndex((character) => !unwanted.has(character))
      return stringValue(kept.slice(Math.max(start, 0)).join(''))
    },
  }),
  defineFunction({
    name: 'trimspace',
    doc: 'The string without white space at its ends.',
    parameters: [text('text')],
    call: ([given]) => stringValue(given.trim()),
  }),
  defineFunction({
    name: 'trimprefix',
    doc: 'The string without the given beginning; unchanged where it does not begin with it.',
    parameters: [text('text'), text('prefix')],
    call: ([given, prefix]) => stringValue(given.startsWith(prefix) ? given.slice(prefix.length) : given),
  }),
  defineFunction({
    name: 'trimsuffix',
    doc: 'The string without the given end; unchanged where it does not end with it.',
    parameters: [text('text'), text('suffix')],
    call: ([given, suffix]) =>
      stringValue(given.endsWith(suffix) ? given.slice(0, given.length - suffix.length) : given),
  }),
  defineFunction({
    name: 'replace',
    doc: 'The string with every `search` replaced. Between slashes, "/[0-9]+/", search is a regular expression, and $1 or $<name> in the replacement stand for its groups.',
    parameters: [text('text'), text('search'), text('replacement')],
    call: ([given, search, replacement]) => {
      const source = /^\/(.+)\/$/s.exec(search)?.[1]
      if (source === undefined) return stringValue(given.replaceAll(search, () => replacement))
      const pattern = compilePattern(source)
      return pattern === undefined
        ? problem((quote) => `${quote(source)} is not a valid regular expression.`, 1)
        : stringValue(given.replaceAll(pattern, replacement))
    },
  }),
  defineFunction({
    name: 'regex',
    doc: 'The first match of a regular expression: the matched text, a list of its groups where it has some, or an object where they are named. No match is an error; test with can(regex(...)).',
    parameters: [text('pattern'), text('text')],
    call: ([source, given]) => {
      const pattern = compilePattern(source)
      if (pattern === undefined) return problem((quote) => `${quote(source)} is not a valid regular expression.`, 0)
      const match = pattern.exec(given)
      return match === null
        ? problem((quote) => `the pattern ${quote(source)} does not match ${quote(given)}.`)
        : matchValue(match)
    },
  }),
  defineFunction({
    name: 'split',
    doc: 'The pieces of the string between separators, as a list. An empty separator gives every character.',
    parameters: [text('separator'), text('text')],
    call: ([separator, given]) => {
      const pieces = separator === '' ? graphemes(given) : given.split(separator)
      return listValue(pieces.map((piece) => stringValue(piece)))
    },
  }),
  defineFunction({
    name: 'join',
    doc: 'The strings of one or more lists in one string, with the separator between them.',
    parameters: [text('separator'), texts('list')],
    rest: texts('lists'),
    call: ([separator, first], { rest }) => stringValue([first, ...rest].flat().join(separator)),
  }),
  defineFunction({
    name: 'format',
    doc: 'The string with each verb replaced by the next argument: %s text, %d whole number, %f fraction, %e exponent, %t bool, %q quoted text, %v any value, %x hexadecimal, %o octal, %b binary; %% is a percent sign. Flags, width and precision as in C, %[2]s for the second argument.',
    parameters: [text('format')],
    rest: anything('arguments'),
    call: ([source], { rest }) => {
      const outcome = formatText(source, rest)
      return 'text' in outcome ? stringValue(outcome.text) : problem(() => outcome.fault, outcome.argument)
    },
  }),
  defineFunction({
    name: 'substr',
    doc: 'A part of the string: `length` characters from `offset` on, counted from 0. A negative offset counts from the end; a length of -1 takes the rest.',
    parameters: [text('text'), wholeNumber('offset'), wholeNumber('length')],
    call: ([given, offset, length]) => {
      if (length < -1) return problem(() => 'the length must be 0 or more, or -1 for the rest of the text.', 2)
      const characters = graphemes(given)
      const start = offset < 0 ? Math.max(characters.length + offset, 0) : offset
      return stringValue(characters.slice(start, length === -1 ? undefined : start + length).join(''))
    },
  }),
  defineFunction({
    name: 'startswith',
    doc: 'Whether the string begins with the prefix.',
    parameters: [text('text'), text('prefix')],
    call: ([given, prefix]) => boolValue(given.startsWith(prefix)),
  }),
  defineFunction({
    name: 'endswith',
    doc: 'Whether the string ends with the suffix.',
    parameters: [text('text'), text('suffix')],
    call: ([given, suffix]) => boolValue(given.endsWith(suffix)),
  }),
  defineFunction({
    name: 'strcontains',
    doc: 'Whether the string contains the part.',
    parameters: [text('text'), text('part')],
    call: ([given, part]) => boolValue(given.includes(part)),
  }),
]

function isUnwanted(character: string | undefined, unwanted: ReadonlySet<string>): boolean {
  return character !== undefined && unwanted.has(character)
}

/** A global regular expression in JavaScript's Unicode syntax; nothing where the text is not one. */
function compilePattern(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'gu')
  } catch {
    return undefined
  }
}

function matchValue(match: RegExpExecArray): Value {
  if (match.groups !== undefined)
    return objectValue(Object.entries(match.groups).map(([name, group]) => [name, groupValue(group)] as const))
  const [whole, ...groups] = match
  return groups.length === 0 ? stringValue(whole) : listValue(groups.map((group) => groupValue(group)))
}

/** A group that took no part in the match is null. */
function groupValue(group: string | undefined): Value {
  return group === undefined ? nullValue() : stringValue(group)
}
