import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import type { Intent, LedgerEntry } from '../../../src/model/ledger.ts'
import { commitOf, entryOf } from '../../../src/streams/kafka/committed-entry.ts'
import {
  EntryTooLongError,
  ForeignEntryError,
  MOST_CHARACTERS,
  readEntryText,
  writeEntryText,
} from '../../../src/streams/kafka/entry-text.ts'

const count = fc.nat({ max: 2 ** 31 })
const text = fc
  .string({ minLength: 1, maxLength: 40, unit: 'binary' })
  .filter((each) => Buffer.from(each).toString() === each)
const partitions = fc
  .uniqueArray(fc.nat({ max: 9999 }), { minLength: 1, maxLength: 100 })
  .map((list) => list.toSorted((a, b) => a - b))

function intents(end: number): fc.Arbitrary<Intent> {
  const fields = {
    batch: text,
    revision: count,
    time: fc.maxSafeNat(),
    end: fc.nat({ max: 2 ** 40 }).map((length) => end + length),
    partitions,
    records: count,
    skipped: count,
    crc: fc.nat({ max: 2 ** 32 - 1 }),
    rejected: fc.record({
      records: count,
      crc: fc.nat({ max: 2 ** 32 - 1 }),
      from: fc.nat({ max: 2 ** 40 }).map((length) => end + length),
    }),
    log: text,
  }
  const requiredKeys = ['batch', 'revision', 'time', 'end', 'partitions', 'records', 'skipped', 'crc'] as const
  return fc.record(fields, { requiredKeys: [...requiredKeys] })
}

const entries: fc.Arbitrary<LedgerEntry> = fc
  .record({ end: fc.nat({ max: 2 ** 50 }), ahead: count })
  .chain(({ end, ahead }) =>
    fc.record(
      {
        offset: fc.constant(end + ahead),
        end: fc.constant(end),
        uid: text,
        topic: text,
        partitions: count,
        time: fc.maxSafeNat(),
        log: text,
        intent: intents(end),
        proof: fc.array(text, { maxLength: 4 }),
      },
      { requiredKeys: ['offset', 'end', 'uid', 'topic', 'partitions', 'proof'] },
    ),
  )

test('an entry is read as it was written, whatever is in it', (t) => {
  fc.assert(
    fc.property(entries, (entry) => {
      t.deepEqual(entryOf(commitOf(entry)), entry)
    }),
  )
})

const UUID = '0b9cb4f0-27a6-4a0b-9f4c-1dbf3a1b7e55'
const BATCH = 'A_-bcdefghijklmnopqrst'

test('what is longest fits: an intent of any 100 partitions, sixteen proofs, the largest numbers', (t) => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(fc.nat({ max: 9999 }), { minLength: 100, maxLength: 100 })
        .map((list) => list.toSorted((a, b) => a - b)),
      (list) => {
        const largest = Number.MAX_SAFE_INTEGER
        const log = '2147483647'
        const intent = {
          batch: BATCH,
          revision: 2 ** 31,
          time: largest,
          end: largest,
          partitions: list,
          records: largest,
          skipped: largest,
          crc: 2 ** 32 - 1,
          rejected: { records: largest, crc: 2 ** 32 - 1, from: largest },
          log,
        }
        const proof = Array.from({ length: 16 }, () => BATCH)
        const entry = {
          offset: largest,
          end: 0,
          time: largest,
          uid: UUID,
          topic: UUID,
          partitions: 10_000,
          log,
          intent,
          proof,
        }
        const written = commitOf(entry)
        t.true(written.committedMetadata.length < MOST_CHARACTERS / 2)
        t.deepEqual(entryOf(written), entry)
      },
    ),
  )
})

const simple: LedgerEntry = { offset: 12, end: 12, uid: 'u1', topic: 't1', partitions: 3, proof: [] }

test('an entry that is too long is refused before anything is sent', (t) => {
  const proof = Array.from({ length: 400 }, () => BATCH)
  const error = t.throws(() => commitOf({ ...simple, proof }), { instanceOf: EntryTooLongError })
  t.true(error.characters > MOST_CHARACTERS)
})

test('the leader epoch is committed where the log is known by one', (t) => {
  t.is(commitOf({ ...simple, log: '17' }).committedLeaderEpoch, 17)
  t.is(commitOf({ ...simple, log: 'inode' }).committedLeaderEpoch, -1)
  t.is(commitOf(simple).committedLeaderEpoch, -1)
})

test('the text of an entry stays what it is', (t) => {
  const intent = {
    batch: 'b2',
    revision: 1,
    time: 36,
    end: 20,
    partitions: [0, 1, 2, 9],
    records: 8,
    skipped: 0,
    crc: 35,
  }
  t.is(
    writeEntryText({ ...simple, time: 35, log: '4', proof: ['b0', 'b1'], intent }),
    'strmctl1;u1;t1;3;0;z;4;b0,b1;b2,1,10,8,8,0,z,,,0+2.6',
  )
})

const foreign = test.macro({
  exec(t, metadata: string, message: RegExp) {
    t.throws(() => readEntryText(metadata, 1), { instanceOf: ForeignEntryError, message })
  },
  title: (_, metadata: string) => `readEntryText() tells why "${metadata}" is no entry`,
})

test(foreign, '', /no metadata/)
test(foreign, 'NO_METADATA', /not written by strmctl/)
test(foreign, 'strmctl2;u;t', /another version/)
test(foreign, 'strmctl1;u;t', /number of fields/)
test(foreign, 'strmctl1;u;t;1;x!;;;;', /numbers/)
test(foreign, 'strmctl1;%zz;t;1;0;;;;', /texts/)
test(foreign, 'strmctl1;u;t;1;0;;;;b,1', /intent/)
test(foreign, 'strmctl1;u;t;1;0;;;;b,1,1,1,1,1,1,,,0+zzzzzzz', /list of partitions/)

test('readEntryText() never fails in another way, whatever the text', (t) => {
  const damaged = fc.tuple(entries, fc.nat(), fc.string({ maxLength: 3 })).map(([entry, at, put]) => {
    const whole = writeEntryText(entry)
    const place = at % whole.length
    return whole.slice(0, place) + put + whole.slice(place + 1)
  })
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string()), (metadata) => {
      try {
        readEntryText(metadata, 5)
      } catch (error) {
        t.true(error instanceof ForeignEntryError)
      }
    }),
  )
  t.pass()
})
