import { listValue, nullValue, objectValue, stringValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { compilePattern } from './compile-pattern.ts'
import { defineFunction, problem } from './define-function.ts'
import { text } from './parameter.ts'

export const regex = defineFunction({
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
})

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
