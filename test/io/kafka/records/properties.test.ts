import { readFile } from 'node:fs/promises'
import test from 'ava'
import { fc } from '../../../tooling/properties.ts'
import { Codecs } from '../../../../src/io/kafka/records/codecs.ts'
import { encodeRecordBatch } from '../../../../src/io/kafka/records/encode-batch.ts'
import { RecordBatchError } from '../../../../src/io/kafka/records/record-batch-error.ts'
import { RecordSet } from '../../../../src/io/kafka/records/record-set.ts'
import { surveyBatches } from '../../../../src/io/kafka/records/survey-batches.ts'
import { buildBatch, withChecksum } from './build-batch.ts'
import type { TestBatch } from './build-batch.ts'
import { RecordKeeper } from './record-keeper.ts'

const codecs = new Codecs()
test.before(() => codecs.load([1, 2, 3, 4]))

/** Batches in order, with gaps between them and between their records. */
const batches = fc
  .array(
    fc.record({
      gap: fc.nat(3),
      values: fc.array(
        fc.record({ gap: fc.nat(2), key: fc.option(fc.string(), { nil: undefined }), value: fc.option(fc.string()) }),
        { maxLength: 8 },
      ),
      tail: fc.nat(3),
      codec: fc.constantFrom(0 as const, 1 as const),
      headers: fc.nat(2),
    }),
    { maxLength: 5 },
  )
  .map((list) => {
    let offset = 1000
    return list.map(({ gap, values, tail, codec, headers }): TestBatch => {
      const firstOffset = offset + gap
      let delta = -1
      const records = values.map(({ gap: between, key, value }) => {
        delta += 1 + between
        return { delta, value: value ?? undefined, ...(key === undefined ? {} : { key }) }
      })
      const lastDelta = Math.max(delta, 0) + tail
      offset = firstOffset + lastDelta + 1
      return { firstOffset, records, lastDelta, codec, headers }
    })
  })

test('a record set gives exactly the records of the range, however it is cut into walks', (t) => {
  const pieces = fc.array(fc.nat(3), { minLength: 1, maxLength: 10 })
  const bounds = fc.tuple(fc.nat(60), fc.nat(60))
  fc.assert(
    fc.property(batches, pieces, bounds, (list, cuts, [skip, length]) => {
      const [begin, end] = [1000 + skip, 1000 + skip + length]
      const bytes = Buffer.concat(list.map(buildBatch))
      const keeper = new RecordKeeper()
      const set = new RecordSet({ bytes, begin, end, aborted: [], codecs })
      let walks = 0
      while (!set.walk(keeper.allow((cuts[walks % cuts.length] ?? 0) + (walks % 2)))) walks++
      const all = list.flatMap(({ firstOffset, records }) =>
        records.map(({ delta, value }) => (value === undefined ? [firstOffset + delta] : [firstOffset + delta, value])),
      )
      t.deepEqual<unknown, unknown>(
        keeper.kept,
        all.filter(([offset]) => Number(offset) >= begin && Number(offset) < end),
      )
      t.true(keeper.passed.every((next, index) => next <= end && next >= (keeper.passed[index - 1] ?? begin)))
      const last = list.at(-1)
      const next = last === undefined ? begin : Math.max(begin, last.firstOffset + last.lastDelta + 1)
      t.is(surveyBatches(bytes, begin).next, next)
    }),
  )
})

test('whatever is in a batch, reading it ends, and fails with the typed error only', async (t) => {
  const names = ['none', 'gzip', 'snappy', 'lz4', 'zstd', 'none-large', 'snappy-large', 'lz4-large', 'transactions']
  const vectors = await Promise.all(names.map((name) => readFile(new URL(`../vectors/${name}.bin`, import.meta.url))))
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), byte: fc.nat(255) })
  fc.assert(
    fc.property(fc.constantFrom(...vectors), fc.array(change, { minLength: 1, maxLength: 4 }), (vector, changes) => {
      const mutant = Buffer.from(vector)
      // Most of what is read first is at the beginning of the records: there mutations go deepest.
      for (const { at, byte } of changes) mutant[Math.floor(at * at * mutant.length)] = byte
      const end = 12 + Math.min(Math.max(mutant.readInt32BE(8), 49), mutant.length - 12)
      const repaired = Buffer.concat([withChecksum(mutant.subarray(0, end)), mutant.subarray(end)])
      t.true(endsWell(repaired))
      t.true(endsWell(mutant))
    }),
    { numRuns: 3000 },
  )
})

test('random bytes fail with the typed error only', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(1, 2, 3, 4, 5), (content, codec) => {
      t.true(endsWell(Buffer.from(content)))
      const batch = buildBatch({ firstOffset: 0, records: [], lastDelta: 0, codec: 0, headers: 0 })
      const filled = Buffer.concat([batch, content])
      filled.writeInt32BE(filled.length - 12, 8)
      filled.writeInt16BE(codec, 21)
      filled.writeInt32BE(1, 57)
      t.true(endsWell(withChecksum(filled)))
    }),
    { numRuns: 1000 },
  )
})

test('a small batch that would become huge is refused before it does', (t) => {
  const bomb = buildBatch({
    firstOffset: 0,
    records: [{ delta: 0, value: '\0'.repeat(130 * 1024 * 1024) }],
    lastDelta: 0,
    codec: 1,
    headers: 0,
  })
  t.true(bomb.length < 1_000_000)
  const before = process.memoryUsage.rss()
  const error = t.throws(() => walk(bomb), { instanceOf: RecordBatchError })
  t.is(error.fault, 'damaged')
  t.true(process.memoryUsage.rss() - before < 400 * 1024 * 1024)
})

test('encodeRecordBatch() writes what is read', (t) => {
  const record = fc.record({ key: fc.option(fc.uint8Array(), { nil: undefined }), value: fc.string() })
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 200 }), (records) => {
      const bytes = encodeRecordBatch(
        records.map(({ key, value }) => ({ key, value: Buffer.from(value) })),
        1_764_000_000_000,
      )
      t.deepEqual(
        walk(bytes).kept,
        records.map(({ value }, offset) => [offset, value]),
      )
    }),
  )
})

function walk(bytes: Buffer): RecordKeeper {
  const keeper = new RecordKeeper()
  new RecordSet({ bytes, begin: 0, aborted: [{ producerId: 7, firstOffset: 0 }], codecs }).walk(keeper)
  return keeper
}

function endsWell(bytes: Buffer): boolean {
  try {
    surveyBatches(bytes, 0)
    walk(bytes)
    return true
  } catch (error) {
    return error instanceof RecordBatchError
  }
}
