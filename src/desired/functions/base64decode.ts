import { stringValue } from '../evaluate/make-value.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { defineFunction, problem } from './define-function.ts'
import { text } from './parameter.ts'

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

export const base64decode = defineFunction({
  name: 'base64decode',
  doc: 'The text whose UTF-8 bytes the Base64 text holds.',
  parameters: [text('base64')],
  call: ([given]) => {
    if (!BASE64.test(given)) return problem(() => 'the text is not valid Base64 with padding.', 0)
    const decoded = decodeUtf8(Buffer.from(given, 'base64'))
    return decoded === undefined
      ? problem(() => 'the decoded bytes are not valid UTF-8 text.', 0)
      : stringValue(decoded)
  },
})
