import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const trim = defineFunction({
  name: 'trim',
  doc: 'The text without any of the given characters at its ends.',
  parameters: [text('text'), text('characters')],
  call: ([given, characters]) => {
    const unwanted = new Set(characters)
    const kept = [...given]
    while (isUnwanted(kept.at(-1), unwanted)) kept.pop()
    const start = kept.findIndex((character) => !unwanted.has(character))
    return stringValue(kept.slice(Math.max(start, 0)).join(''))
  },
})

function isUnwanted(character: string | undefined, unwanted: ReadonlySet<string>): boolean {
  return character !== undefined && unwanted.has(character)
}
