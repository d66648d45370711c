import test from 'ava'
import { fc } from '../tooling/properties.ts'
import type { ObjectMetadata, ObjectRole } from '../../src/model/object-metadata.ts'
import { decodeMetadata, encodeMetadata, metadataBytes } from '../../src/model/stored-metadata.ts'

const UID = '0b0e6a0e-6a5c-4a50-9f6b-6a6c2f2f7d11'

function metadata(changes: Partial<ObjectMetadata>): ObjectMetadata {
  const ranges = [{ partition: 0, begin: 0, end: 3, records: 3 }]
  return {
    uid: UID,
    batch: 'abc',
    topic: UID,
    ranges,
    records: 3,
    skipped: 0,
    role: 'lines',
    rejected: 0,
    crc: 1,
    incomplete: false,
    ...changes,
  }
}

const offset = fc.integer({ min: 0, max: 2 ** 50 })
const ranges = fc
  .uniqueArray(fc.record({ partition: fc.nat(5000), begin: offset, length: fc.nat(1e9), records: fc.nat(1e9) }), {
    selector: ({ partition }) => partition,
    minLength: 1,
  })
  .map((all) => all.map(({ length, begin, ...range }) => ({ ...range, begin, end: begin + length })))

const role = fc.constantFrom<ObjectRole>('lines', 'dead-letters', 'only-dead-letters')
const changes = fc.record({
  ranges,
  skipped: fc.nat(),
  role,
  rejected: fc.nat(),
  crc: fc.nat(2 ** 31),
  incomplete: fc.boolean(),
})

test('decodeMetadata() reads what encodeMetadata() wrote', (t) => {
  fc.assert(
    fc.property(changes, (some) => {
      const whole = metadata(some)
      t.deepEqual(decodeMetadata(encodeMetadata(whole)), whole)
    }),
  )
})

test('encodeMetadata() needs less than 2 kB for 100 partitions', (t) => {
  const many = Array.from({ length: 100 }, (_, partition) => {
    const begin = 40_000_000_000 + partition * 7919
    return { partition: partition * 2, begin, end: begin + 250_000 + partition, records: 250_000 + partition }
  })
  t.true(metadataBytes(encodeMetadata(metadata({ ranges: many, batch: 'x'.repeat(22), incomplete: true }))) < 2000)
})

test('encodeMetadata() is plain to read', (t) => {
  const two = [
    { partition: 3, begin: 10, end: 12, records: 2 },
    { partition: 4, begin: 0, end: 36, records: 1 },
  ]
  t.is(encodeMetadata(metadata({ ranges: two }))['ranges'], '3.a.2,.0.10.1')
})

for (const [what, stored] of [
  ['of something else', { uid: UID }],
  ['of a newer version', { ...encodeMetadata(metadata({})), strmctl: '2' }],
  ['without ranges', { ...encodeMetadata(metadata({})), ranges: '' }],
  ['with a damaged range', { ...encodeMetadata(metadata({})), ranges: '0.0' }],
  ['with a damaged count', { ...encodeMetadata(metadata({})), records: '-1' }],
] as const) {
  test(`decodeMetadata() gives nothing for metadata ${what}`, (t) => {
    t.is(decodeMetadata(stored), undefined)
  })
}
