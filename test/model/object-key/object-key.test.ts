import test from 'ava'
import { keyPrefixes, objectKey, timeOfKey } from '../../../src/model/object-key/object-key.ts'
import { fc } from '../../tooling/properties.ts'

const AT = Date.UTC(2021, 2, 26, 9, 56, 30)
const layout = { pathPrefix: '', deadLetterPrefix: 'dead', streamName: 'demo' }
const object = { role: 'lines', time: AT, partitions: [7], suffix: '.jsonl' } as const

for (const [parts, expected] of [
  [
    { pathPrefix: 'events', time: AT, partitions: [0, 1, 2, 3, 4] },
    'events/2021-03-26T09:56:30-demo---0-1-2-3-4.jsonl',
  ],
  [{ pathPrefix: '', time: AT, partitions: [7] }, '2021-03-26T09:56:30-demo---7.jsonl'],
  [{ pathPrefix: 'a/b', time: AT + 250, partitions: [0] }, 'a/b/2021-03-26T09:56:30.250-demo---0.jsonl'],
  [{ pathPrefix: 'a', time: AT + 1, partitions: [10, 11] }, 'a/2021-03-26T09:56:30.001-demo---10-11.jsonl'],
] as const) {
  test(`objectKey() gives "${expected}"`, (t) => {
    t.is(objectKey({ ...layout, pathPrefix: parts.pathPrefix }, { ...object, ...parts }), expected)
  })
}

test('objectKey() ends with what format and compression say', (t) => {
  t.is(objectKey(layout, { ...object, suffix: '.jsonl.gz' }), '2021-03-26T09:56:30-demo---7.jsonl.gz')
  t.is(objectKey(layout, { ...object, suffix: '.parquet' }), '2021-03-26T09:56:30-demo---7.parquet')
})

test('objectKey() puts dead letters below their own prefix, before the path prefix', (t) => {
  for (const role of ['dead-letters', 'only-dead-letters'] as const) {
    t.is(objectKey(layout, { ...object, role }), 'dead/2021-03-26T09:56:30-demo---7.jsonl')
    const below = { ...layout, pathPrefix: 'events' }
    t.is(objectKey(below, { ...object, role }), 'dead/events/2021-03-26T09:56:30-demo---7.jsonl')
    t.true(keyPrefixes(below).some((prefix) => objectKey(below, { ...object, role }).startsWith(`${prefix}/`)))
  }
})

test('timeOfKey() reads what objectKey() wrote', (t) => {
  const names = fc.string({ minLength: 1, unit: 'binary' }).filter((name) => !name.includes('/'))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), names, fc.array(fc.nat(), { minLength: 1 }), (time, name, list) => {
      const written = { pathPrefix: '2020-01-01T00:00:00-x', deadLetterPrefix: 'dead', streamName: name }
      const key = objectKey(written, { ...object, time, partitions: list })
      t.is(timeOfKey(key), time)
    }),
  )
})

for (const key of [
  'events/other.jsonl',
  '2021-03-26T09:56:30',
  '2021-13-26T09:56:30-demo---7.jsonl',
  'x2021-03-26T09:56:30-demo---7.jsonl',
]) {
  test(`timeOfKey() finds none in "${key}"`, (t) => {
    t.is(timeOfKey(key), undefined)
  })
}
