import test from 'ava'
import { FORMATS } from '../../../src/formats/catalogue.ts'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { OpenBatch } from '../../../src/engine/batch/open-batch.ts'
import { PartitionBuffer } from '../../../src/engine/batch/partition-buffer.ts'
import { InternalError } from '../../../src/model/internal-error.ts'
import type { Fetched, RecordConsumer } from '../../../src/model/stream.ts'
import { aRevision } from '../kit.ts'

/** Records of one byte at the offsets from `begin` to `end`; from `damaged` on nothing can be decoded. */
class Ones implements Fetched {
  readonly partition = 0
  readonly bytes = 0
  readonly begin: number
  readonly end: number
  readonly #damaged: number
  failure: Error | undefined

  constructor(begin: number, end: number, damaged = Infinity) {
    this.begin = begin
    this.end = end
    this.#damaged = damaged
  }

  decode(taker: RecordConsumer): boolean {
    for (let offset = this.begin; offset < this.end; offset++) {
      if (offset === this.#damaged) {
        this.failure = new Error('damaged')
        return true
      }
      if (!taker.take(Buffer.from('1'), 0, 1, offset, offset + 1)) return false
    }
    return true
  }

  fork(from: number): Fetched {
    return new Ones(from, this.end, this.#damaged)
  }

  release(): void {}
}

/** Its log has another identity from an offset on. */
class TwoLogs extends Ones {
  logAt(position: number): string {
    return position > 5 ? 'second' : 'first'
  }
}

function aPartition(maxObjectRecords = 0): PartitionBuffer {
  const batch = new OpenBatch(
    { budget: new MemoryBudget(1 << 20), formats: FORMATS },
    {
      maxObjectBytes: 1000,
      maxObjectRecords,
      revision: aRevision(),
    },
  )
  return new PartitionBuffer(batch, { partition: 0, begin: 0, position: 0 })
}

test('a partition takes nothing that comes after what could not be decoded', (t) => {
  const partition = aPartition()
  t.true(partition.decode(new Ones(0, 10, 7)))
  t.true(partition.decode(new Ones(10, 20)))
  t.is(partition.position, 7)
  t.is(partition.records, 7)
  t.is(partition.detach().end, 7)
})

test('a partition that had enough knows the log as of what it took, not as of all that was fetched', (t) => {
  const partition = aPartition(4)
  t.false(partition.decode(new TwoLogs(0, 10)))
  t.is(partition.position, 4)
  t.is(partition.log, 'first')
  t.is(partition.detach().log, 'first')
})

for (const [what, begin] of [
  ['again', 0],
  ['after a gap', 12],
] as const) {
  test(`a partition refuses records that come ${what}`, (t) => {
    const partition = aPartition()
    partition.decode(new Ones(0, 10))
    t.throws(() => partition.decode(new Ones(begin, 20)), { instanceOf: InternalError })
    t.is(partition.position, 10)
  })
}
