import type { FunctionDeclaration } from '../evaluate/function-declaration.ts'
import { stringValue } from '../evaluate/make-value.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { defineFunction, problem } from './define-function.ts'
import { optional, text } from './parameter.ts'

/** What the host of the program holds: files and environment variables. */
export const FILES: readonly FunctionDeclaration[] = [
  defineFunction({
    name: 'file',
    doc: 'The content of a UTF-8 file. A relative path starts at the directory of the configuration.',
    parameters: [text('path')],
    call: ([path], { host }) => {
      const outcome = host.readFile(path)
      if (outcome.outcome === 'failed')
        return problem((quote) => `the file ${quote(path)} cannot be read: ${outcome.reason}.`, 0)
      const decoded = decodeUtf8(outcome.bytes)
      return decoded === undefined
        ? problem((quote) => `the file ${quote(path)} is not valid UTF-8 text.`, 0)
        : stringValue(decoded)
    },
  }),
  defineFunction({
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
  }),
]
