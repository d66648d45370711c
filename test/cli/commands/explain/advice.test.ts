import test from 'ava'
import { ALL_CODES } from '../../../../src/cli/commands/explain/all-codes.ts'
import { GLOBAL_OPTIONS } from '../../../../src/cli/arguments/shared-options.ts'
import { COMMANDS } from '../../../../src/cli/commands/catalogue.ts'

/** Commands as explanations quote them: "strmctl WORD …" or `strmctl WORD …`. */
const QUOTED = /["`]strmctl ([a-z]+)([^"`]*)["`]/g

test('explanations advise only commands and options that there are', (t) => {
  const unknown = ALL_CODES.flatMap(({ code, explanation }) =>
    [...explanation.matchAll(QUOTED)].flatMap(([quoted, word, rest = '']) => {
      const command = COMMANDS.find(({ name }) => name === word)
      const options = new Set(Object.keys({ ...GLOBAL_OPTIONS, ...command?.options }))
      const asked = [...rest.matchAll(/(?<=\s)--?([a-z][a-z-]*)/g)].map(([, option = '']) => option)
      return command !== undefined && asked.every((option) => options.has(option)) ? [] : [`${code}: ${quoted}`]
    }),
  )
  t.deepEqual(unknown, [])
})
