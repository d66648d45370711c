import { stringValue } from '../evaluate/make-value.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { defineFunction, problem } from './define-function.ts'
import { text } from './parameter.ts'

export const file = defineFunction({
  name: 'file',
  doc: 'The content of a UTF-8 file. A relative path counts from the directory of the configuration.',
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
})
