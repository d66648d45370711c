import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction, problem } from './define-function.ts'
import { compilePattern } from './compile-pattern.ts'
import { text } from './parameter.ts'

export const replace = defineFunction({
  name: 'replace',
  doc: 'The text with every `search` replaced. Between slashes, "/[0-9]+/", search is a regular expression, and $1 or $<name> in the replacement stand for its groups.',
  parameters: [text('text'), text('search'), text('replacement')],
  call: ([given, search, replacement]) => {
    const source = /^\/(.+)\/$/s.exec(search)?.[1]
    if (source === undefined) return stringValue(given.replaceAll(search, () => replacement))
    const pattern = compilePattern(source)
    return pattern === undefined
      ? problem((quote) => `${quote(source)} is not a valid regular expression.`, 1)
      : stringValue(given.replaceAll(pattern, replacement))
  },
})
