import test from 'ava'
import { fc } from '../tooling/properties.ts'
import { Tiling } from '../../src/lib/tiles.ts'

test('Tiling.add() merges stretches that tile and reports no overlap', (t) => {
  const tiling = new Tiling()
  t.deepEqual(tiling.add({ begin: 0, end: 5 }), [])
  t.deepEqual(tiling.add({ begin: 5, end: 9 }), [])
  t.deepEqual(tiling.covered(), [{ begin: 0, end: 9 }])
})

test('Tiling.add() gives exactly what was covered already', (t) => {
  const tiling = new Tiling()
  tiling.add({ begin: 0, end: 3 })
  tiling.add({ begin: 6, end: 9 })
  t.deepEqual(tiling.add({ begin: 2, end: 7 }), [
    { begin: 2, end: 3 },
    { begin: 6, end: 7 },
  ])
  t.deepEqual(tiling.covered(), [{ begin: 0, end: 9 }])
})

test('Tiling agrees with a set of offsets', (t) => {
  const stretch = fc.tuple(fc.nat(40), fc.nat(12)).map(([begin, length]) => ({ begin, end: begin + length }))
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 12 }), stretch, (tiles, window) => {
      const tiling = new Tiling()
      const seen = new Set<number>()
      for (const tile of tiles) {
        const expected = offsets(tile).filter((offset) => seen.has(offset))
        t.deepEqual(tiling.add(tile).flatMap(offsets), expected)
        for (const offset of offsets(tile)) seen.add(offset)
      }
      t.deepEqual(
        tiling.gaps(window).flatMap(offsets),
        offsets(window).filter((offset) => !seen.has(offset)),
      )
      t.deepEqual(
        tiling.covered().flatMap(offsets),
        [...seen].toSorted((a, b) => a - b),
      )
    }),
  )
})

function offsets({ begin, end }: { begin: number; end: number }): number[] {
  return Array.from({ length: Math.max(0, end - begin) }, (_, index) => begin + index)
}
