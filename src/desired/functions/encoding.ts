import type { FunctionDeclaration, Quote } from '../evaluate/function-declaration.ts'
import { boolValue, listValue, nullValue, numberValue, objectValue, stringValue } from '../evaluate/make-value.ts'
import { MAX_VALUE_DEPTH, type Value } from '../evaluate/value.ts'
import { isExactNumber } from '../evaluate/convert-value.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { defineFunction, problem } from './define-function.ts'
import { findJsonFault } from './find-json-fault.ts'
import { graphemes } from '../../lib/graphemes.ts'
import { data, text } from './parameter.ts'

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Values to encoded strings and back. */
export const ENCODING: readonly FunctionDeclaration[] = [
  defineFunction({
    name: 'jsonencode',
    doc: 'The value as JSON on one line; keys in lexical order.',
    parameters: [data('value')],
    call: ([given]) => stringValue(JSON.stringify(given)),
  }),
  defineFunction({
    name: 'jsondecode',
    doc: 'The value that a JSON string describes.',
    parameters: [text('json')],
    call: ([json]) => {
      const parsed = parseJson(json)
      if (parsed === undefined) return problem((quote) => `the text is not valid JSON: ${placeIn(json, quote)}.`, 0)
      const faults = new Set<string>()
      const value = valueOf(parsed.json, { depth: 0, faults })
      const [fault] = faults
      return fault === undefined ? value : problem(() => fault, 0)
    },
  }),
  defineFunction({
    name: 'base64encode',
    doc: 'The UTF-8 bytes of the string in Base64.',
    parameters: [text('text')],
    call: ([given]) => stringValue(Buffer.from(given, 'utf8').toString('base64')),
  }),
  defineFunction({
    name: 'base64decode',
    doc: 'The string whose UTF-8 bytes the Base64 string encodes.',
    parameters: [text('base64')],
    call: ([given]) => {
      if (!BASE64.test(given)) return problem(() => 'the text is not valid Base64 with padding.', 0)
      const decoded = decodeUtf8(Buffer.from(given, 'base64'))
      return decoded === undefined
        ? problem(() => 'the decoded bytes are not valid UTF-8 text.', 0)
        : stringValue(decoded)
    },
  }),
]

/** Nothing where the text is not JSON. */
function parseJson(json: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(json) }
  } catch {
    return undefined
  }
}

function placeIn(json: string, quote: Quote): string {
  const fault = findJsonFault(json)
  const before = json.slice(0, fault).split('\n')
  const place = `line ${before.length}, column ${[...(before.at(-1) ?? '')].length + 1}`
  const next = graphemes(json.slice(fault, fault + 80))
    .slice(0, 20)
    .join('')
  return next === '' ? `it ends too early (${place})` : `${place}, at ${quote(next)}`
}

/** Valid JSON that cannot be a value is added to the faults. */
function valueOf(json: unknown, at: { readonly depth: number; readonly faults: Set<string> }): Value {
  if (typeof json === 'string') return stringValue(json)
  if (typeof json === 'boolean') return boolValue(json)
  if (typeof json === 'number') return exactNumber(json, at.faults)
  if (typeof json !== 'object' || json === null) return nullValue()
  if (at.depth === MAX_VALUE_DEPTH) {
    at.faults.add(`it is nested more than ${MAX_VALUE_DEPTH} levels deep.`)
    return nullValue()
  }
  const inside = { depth: at.depth + 1, faults: at.faults }
  if (Array.isArray(json)) return listValue(json.map((item) => valueOf(item, inside)))
  return objectValue(Object.entries(json).map(([key, item]) => [key, valueOf(item, inside)] as const))
}

function exactNumber(json: number, faults: Set<string>): Value {
  if (!isExactNumber(json))
    faults.add('it holds a number too large to be stored exactly. Write it as a string in the JSON.')
  return numberValue(json)
}
