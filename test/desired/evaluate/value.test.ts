import test from 'ava'
import { compareText } from '../../../src/desired/evaluate/compare-text.ts'
import { formatNumber, toBool, toNumber, toText } from '../../../src/desired/evaluate/convert-value.ts'
import { equalValues } from '../../../src/desired/evaluate/equal-values.ts'
import {
  depthOf,
  listValue,
  markSensitive,
  numberValue,
  objectValue,
  setValue,
  stringValue,
  unknownValue,
} from '../../../src/desired/evaluate/make-value.ts'
import { plainFromValue, valueFromPlain } from '../../../src/desired/evaluate/plain-value.ts'
import type { Plain } from '../../../src/model/plain.ts'
import { Secret } from '../../../src/model/secret.ts'
import { evaluateText } from './expressions.ts'

const SAMPLES: readonly Plain[] = [null, true, 'true', '5', ' 5', '0x5', '5.', '.5', '1e400', '', 5, -0.5, [], {}]

test('toText() converts numbers and bools', (t) => {
  t.deepEqual(
    SAMPLES.map((plain) => toText(valueFromPlain(plain))),
    [undefined, 'true', 'true', '5', ' 5', '0x5', '5.', '.5', '1e400', '', '5', '-0.5', undefined, undefined],
  )
})

test('toNumber() converts texts in decimal', (t) => {
  t.deepEqual(
    SAMPLES.map((plain) => toNumber(valueFromPlain(plain))),
    [
      undefined,
      undefined,
      undefined,
      5,
      undefined,
      undefined,
      5,
      0.5,
      undefined,
      undefined,
      5,
      -0.5,
      undefined,
      undefined,
    ],
  )
})

test('toBool() converts "true" and "false" only', (t) => {
  t.deepEqual(
    ['true', 'false', 'True', '1', ''].map((text) => toBool(stringValue(text))),
    [true, false, undefined, undefined, undefined],
  )
})

test('formatNumber() writes no exponent and no trailing zeros', (t) => {
  t.deepEqual([1, 1.5, -0, 1e-7, -1.25e-9, 9007199254740991].map(formatNumber), [
    '1',
    '1.5',
    '0',
    '0.0000001',
    '-0.00000000125',
    '9007199254740991',
  ])
})

test('equalValues() compares content, not marks', (t) => {
  t.true(equalValues(markSensitive(stringValue('a')), stringValue('a')))
  t.true(equalValues(valueFromPlain({ a: [1, null] }), valueFromPlain({ a: [1, null] })))
  t.false(equalValues(valueFromPlain({ a: 1 }), valueFromPlain({ a: 1, b: 1 })))
  t.false(equalValues(valueFromPlain({ a: 1 }), valueFromPlain({ b: 1 })))
  t.false(equalValues(valueFromPlain([1]), valueFromPlain([1, 2])))
  t.false(equalValues(listValue([]), setValue([])))
  t.false(equalValues(unknownValue(), unknownValue()))
  t.true(equalValues(setValue([numberValue(2), numberValue(1)]), setValue([numberValue(1), numberValue(2)])))
  t.false(equalValues(setValue([numberValue(2), numberValue(1)]), setValue([numberValue(1), numberValue(3)])))
})

test('compareText() orders by code points', (t) => {
  t.deepEqual(['b', '\u{1F600}', '\uFFFD', 'a', 'ab', ''].toSorted(compareText), [
    '',
    'a',
    'ab',
    'b',
    '\uFFFD',
    '\u{1F600}',
  ])
})

test('objectValue() sorts its keys; the last of equal keys counts', (t) => {
  const value = objectValue([
    ['b', numberValue(1)],
    ['a', numberValue(2)],
    ['b', numberValue(3)],
  ])
  t.deepEqual(
    [...value.entries.entries()].map(([key, item]) => [key, toNumber(item)]),
    [
      ['a', 2],
      ['b', 3],
    ],
  )
})

test('collections know what is inside of them', (t) => {
  const inner = listValue([markSensitive(stringValue('x'))])
  t.deepEqual(listValue([objectValue([['a', inner]])]).inside, { sensitive: true, unknown: false, depth: 3 })
  t.deepEqual(setValue([unknownValue()]).inside, { sensitive: false, unknown: true, depth: 1 })
  t.is(depthOf(stringValue('x')), 0)
})

test('plainFromValue() keeps each sensitive part as a secret', (t) => {
  const value = objectValue([
    ['open', valueFromPlain({ a: [1, 'x', null] })],
    ['hidden', markSensitive(valueFromPlain({ a: [1] }))],
    ['mixed', listValue([stringValue('a'), markSensitive(stringValue('b'))])],
    ['stream', evaluateText('stream.demo').value],
  ])
  const plain = plainFromValue(value)
  t.deepEqual(JSON.parse(JSON.stringify(plain)), {
    hidden: '(sensitive value)',
    mixed: ['a', '(sensitive value)'],
    open: { a: [1, 'x', null] },
    stream: 'stream.demo',
  })
  const hidden = typeof plain === 'object' && plain !== null && 'hidden' in plain ? plain.hidden : undefined
  t.deepEqual(hidden instanceof Secret ? hidden.reveal() : undefined, { a: [1] })
})

test('plainFromValue() gives nothing for what holds an unknown', (t) => {
  t.is(plainFromValue(listValue([markSensitive(listValue([unknownValue()]))])), undefined)
})

test('a key named __proto__ is a key like any other', (t) => {
  const value = objectValue([['__proto__', numberValue(1)]])
  t.is(JSON.stringify(plainFromValue(value)), '{"__proto__":1}')
})
