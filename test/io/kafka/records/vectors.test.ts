import { readFile } from 'node:fs/promises'
import test from 'ava'
import { Codecs } from '../../../../src/io/kafka/records/codecs.ts'
import { RecordBatchError } from '../../../../src/io/kafka/records/record-batch-error.ts'
import { RecordSet } from '../../../../src/io/kafka/records/record-set.ts'
import type { RecordSetInit } from '../../../../src/io/kafka/records/record-set.ts'
import { surveyBatches } from '../../../../src/io/kafka/records/survey-batches.ts'
import { RecordKeeper } from './record-keeper.ts'
import type { KeptRecord } from './record-keeper.ts'

const codecs = new Codecs()
test.before(() => codecs.load([1, 2, 3, 4]))

const NAMES = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const

for (const [codec, name] of NAMES.entries()) {
  test(`a batch of the Java client with ${name} is read`, async (t) => {
    const bytes = await vector(name)
    const keeper = new RecordKeeper()
    t.true(recordSet({ bytes, begin: 100 }).walk(keeper))
    t.deepEqual(keeper.kept, mixed())
    t.is(keeper.position, 140)
    t.deepEqual(surveyBatches(bytes, 100), {
      next: 140,
      epochs: [{ from: 100, leaderEpoch: -1 }],
      codecs: new Set([codec]),
      isCut: false,
    })
  })

  test(`a batch of several blocks of the Java client with ${name} is read`, async (t) => {
    const keeper = new RecordKeeper()
    t.true(recordSet({ bytes: await vector(`${name}-large`), begin: 5000 }).walk(keeper))
    t.deepEqual(keeper.kept, large(name === 'none' ? 20 : 2000))
  })

  test(`a set with ${name} is read in pieces, from the middle to before its end`, async (t) => {
    const bytes = await vector(name)
    const keeper = new RecordKeeper()
    const set = recordSet({ bytes, begin: 112, end: 131 })
    let walks = 1
    while (!set.walk(keeper.allow(3))) walks++
    t.deepEqual(keeper.kept, mixed().slice(12, 31))
    t.is(walks, 7)
    t.is(keeper.position, 131)
    t.true(set.walk(keeper))
    t.is(keeper.kept.length, 19)
  })

  test(`a changed byte in a batch with ${name} is found`, async (t) => {
    const bytes = await vector(name)
    for (let at = 17; at < bytes.length; at++) {
      const error = walkDamaged(Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 0x10 : byte))))
      t.is(error?.fault, 'damaged', `byte ${at}`)
      t.is(error?.offset, 100, `byte ${at}`)
    }
  })
}

test('aborted transactions and control batches are left out', async (t) => {
  const bytes = await vector('transactions')
  const keeper = new RecordKeeper()
  const aborted = [{ producerId: 7, firstOffset: 0 }]
  t.true(recordSet({ bytes, begin: 0, aborted }).walk(keeper))
  t.deepEqual(keeper.kept, [
    [3, 'c3'],
    [4, 'c4'],
    [5, 'c5'],
    [8, 'c8'],
    [9, 'c9'],
  ])
  t.deepEqual(keeper.passed, [3, 6, 7, 8, 10, 11])
})

for (const begin of [0, 1, 2, 3, 5, 6, 7, 8, 10, 11]) {
  test(`of a set with transactions the part from offset ${begin} on is what the whole has from there on`, async (t) => {
    const bytes = await vector('transactions')
    const aborted = [{ producerId: 7, firstOffset: 0 }]
    const [whole, part] = [new RecordKeeper(), new RecordKeeper()]
    t.true(recordSet({ bytes, begin: 0, aborted }).walk(whole))
    t.true(recordSet({ bytes, begin, aborted }).walk(part))
    t.deepEqual(
      part.kept,
      whole.kept.filter(([offset]) => offset >= begin),
    )
  })
}

test('a range that ends in an aborted transaction passes no further', async (t) => {
  const keeper = new RecordKeeper()
  const aborted = [{ producerId: 7, firstOffset: 0 }]
  t.true(recordSet({ bytes: await vector('transactions'), begin: 0, end: 2, aborted }).walk(keeper))
  t.is(keeper.position, 2)
})

test('the old message format is named', async (t) => {
  const bytes = await vector('old')
  const error = t.throws(() => recordSet({ bytes, begin: 0 }).walk(new RecordKeeper()), {
    instanceOf: RecordBatchError,
  })
  t.is(error.fault, 'old-format')
})

test('a last batch that is cut off anywhere is not there yet', async (t) => {
  const [first, second] = [await vector('none'), await vector('gzip-large')]
  for (let length = 0; length < second.length; length += 7) {
    const keeper = new RecordKeeper()
    const bytes = Buffer.concat([first, second.subarray(0, length)])
    t.true(recordSet({ bytes, begin: 100 }).walk(keeper))
    t.is(keeper.position, 140)
    t.is(surveyBatches(bytes, 100).next, 140)
  }
})

test('batches in the wrong order and beyond the end of the log are damaged', async (t) => {
  const [first, second] = [await vector('none'), await vector('none-large')]
  const backwards = recordSet({ bytes: Buffer.concat([second, first]), begin: 100 })
  t.throws(() => backwards.walk(new RecordKeeper()), { instanceOf: RecordBatchError })
  const beyond = recordSet({ bytes: first, begin: 100, limit: 139 })
  t.throws(() => beyond.walk(new RecordKeeper()), { instanceOf: RecordBatchError })
  t.true(recordSet({ bytes: first, begin: 100, limit: 140 }).walk(new RecordKeeper()))
})

function vector(name: string): Promise<Buffer> {
  return readFile(new URL(`../vectors/${name}.bin`, import.meta.url))
}

function recordSet(init: Pick<RecordSetInit, 'bytes' | 'begin'> & Partial<RecordSetInit>): RecordSet {
  return new RecordSet({ aborted: [], codecs, ...init })
}

function walkDamaged(bytes: Buffer): RecordBatchError | undefined {
  try {
    recordSet({ bytes, begin: 100 }).walk(new RecordKeeper())
    return undefined
  } catch (error) {
    if (error instanceof RecordBatchError) return error
    throw error
  }
}

/** What Vectors.java wrote. */
function mixed(): readonly KeptRecord[] {
  return Array.from({ length: 40 }, (_, n) => {
    if (n % 10 === 3) return [100 + n]
    return [100 + n, n % 10 === 7 ? '' : `{"n":${n},"text":"café ${(n * 7919) % 1000}"}`]
  })
}

function large(records: number): readonly KeptRecord[] {
  return Array.from({ length: records }, (_, n) => [5000 + n, `{"n":${n},"pad":"${'x'.repeat(100 + (n % 50))}"}`])
}
