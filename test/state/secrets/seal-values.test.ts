import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import type { FieldValue } from '../../../src/model/fields.ts'
import { parseJson } from '../../../src/io/disk/json-value.ts'
import { Secret } from '../../../src/model/secret.ts'
import {
  ciphertextPaths,
  holdsMark,
  holdsSecret,
  openValue,
  sealValue,
} from '../../../src/state/secrets/seal-values.ts'
import { canonicalJson } from '../../../src/state/document/canonical-json.ts'

const KEY = Buffer.alloc(32, 9)
const PLACE = { lineage: 'l', address: 'data_connector.a', path: ['fields'] }

function seal(value: FieldValue, place = PLACE): ReturnType<typeof sealValue> {
  return sealValue(value, place, () => KEY)
}

function open(stored: ReturnType<typeof sealValue>, place = PLACE): FieldValue {
  return openValue(stored, place, () => KEY)
}

const NAME = fc.oneof(fc.string(), fc.constantFrom('$encrypted', '$$encrypted', '__proto__', 'constructor', '$secret'))
const { value: VALUE } = fc.letrec<{ value: FieldValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.string().map((text) => new Secret(text)),
    fc.integer().map((number) => new Secret({ number, list: [number] })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(NAME, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}))

function revealed(value: FieldValue): unknown {
  if (value instanceof Secret) return ['SECRET', value.reveal()]
  if (Array.isArray(value)) return value.map(revealed)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).map(([name, item]: [string, FieldValue]) => [name, revealed(item)])
}

test('what is sealed opens to the same value, whatever its names', (t) => {
  fc.assert(
    fc.property(VALUE, (value) => {
      const stored = seal(value)
      t.deepEqual(revealed(open(parseJson(JSON.stringify(stored)))), revealed(value))
      t.is(ciphertextPaths(stored).length > 0, holdsSecret(value))
    }),
  )
})

test('nothing is marked in a value without secrets', (t) => {
  t.false(holdsMark(seal({ a: [1, { b: 'c' }] })))
  t.deepEqual(seal({ a: [1, { b: 'c' }] }), { a: [1, { b: 'c' }] })
})

test('a ciphertext opens only at its place', (t) => {
  const stored = seal(new Secret('x'))
  t.notThrows(() => open(stored))
  for (const place of [
    { ...PLACE, lineage: 'm' },
    { ...PLACE, address: 'data_connector.b' },
    { ...PLACE, path: ['other'] },
  ])
    t.throws(() => open(stored, place))
})

test('the same secret never gives the same ciphertext twice', (t) => {
  t.notDeepEqual(seal(new Secret('x')), seal(new Secret('x')))
})

test('canonicalJson() sorts names at every depth', (t) => {
  t.is(canonicalJson({ b: [{ d: 1, c: 'ä"' }], a: null }), '{"a":null,"b":[{"c":"ä\\"","d":1}]}')
})
