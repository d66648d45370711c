import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction, problem } from './define-function.ts'
import { optional, text } from './parameter.ts'

export const env = defineFunction({
  name: 'env',
  doc: 'The value of an environment variable, or the default where it is not set. Not sensitive by itself: write sensitive(env("TOKEN")) for a secret.',
  parameters: [text('name'), optional(text('default'))],
  call: ([name, fallback], { host }) => {
    const found = host.environment(name) ?? fallback
    return found === undefined
      ? problem(
          (quote) =>
            `the environment variable ${quote(name)} is not set. Set it, or give a default as the second argument.`,
          0,
        )
      : stringValue(found)
  },
})
