import test from 'ava'
import { partsOf } from '../../../src/io/s3/parts-of.ts'

const MIB = 1024 * 1024

const divided = test.macro({
  exec(t, chunkSizes: readonly number[], partSizes: readonly number[]) {
    const chunks = chunkSizes.map((size, index) => Buffer.alloc(size, index + 1))
    const size = chunkSizes.reduce((sum, one) => sum + one, 0)
    const parts = [...partsOf({ body: chunks, size })]
    t.deepEqual(
      parts.map((part) => part.size),
      partSizes,
    )
    t.deepEqual(
      parts.map((part) => part.number),
      partSizes.map((_, index) => index + 1),
    )
    t.true(Buffer.concat(parts.flatMap((part) => part.chunks)).equals(Buffer.concat(chunks)))
    for (const part of parts)
      t.is(
        part.chunks.reduce((sum, chunk) => sum + chunk.length, 0),
        part.size,
      )
  },
  title: (name = '') => `partsOf() divides ${name}`,
})

test('nothing', divided, [], [])
test('less than a part', divided, [5, 0, 7], [12])
test('exactly one part', divided, [16 * MIB], [16 * MIB])
test('exactly two parts of many chunks', divided, Array<number>(32).fill(MIB), [16 * MIB, 16 * MIB])
test(
  'chunks that reach over the ends of parts',
  divided,
  [10 * MIB, 10 * MIB, 20 * MIB, 1],
  [16 * MIB, 16 * MIB, 8 * MIB + 1],
)

test('partsOf() makes larger parts of an object that would have more than 10,000', (t) => {
  const size = 200_000 * MIB
  const [first] = partsOf({ body: [Buffer.alloc(21 * MIB)], size })
  t.is(first?.size, size / 10_000)
})
