import test from 'ava'
import { buildGraph } from '../../src/graph/build-graph.ts'
import { findCycles } from '../../src/graph/find-cycles.ts'
import { graphOf } from './graph.ts'

const cycles = test.macro({
  exec: (t, needs: { readonly [id: string]: string }, expected: readonly string[]) => {
    t.deepEqual(
      findCycles(graphOf(needs)).map(
        ({ code, detail }) => `${code} ${/^ {2}(.*)$/m.exec(detail)?.[1] ?? detail.split(',')[0]}`,
      ),
      expected,
    )
  },
  title: (title) => `findCycles() ${title ?? ''}`,
})

test('finds none in a diamond', cycles, { a: 'b c', b: 'd', c: 'd', d: '' }, [])
test('shows a walkable path', cycles, { a: 'b', b: 'c', c: 'a' }, ['STRM1264 a → b → c → a'])
test('starts at the member declared first', cycles, { x: 'c', c: 'b', a: 'c', b: 'a' }, ['STRM1264 c → b → a → c'])
test('shows the shortest way round', cycles, { a: 'b d', b: 'c', c: 'a', d: 'a' }, ['STRM1264 a → d → a'])
test('tells a self-reference apart', cycles, { a: 'a' }, ['STRM1265 "a" refers to itself through "a.name"'])
test('shows separate cycles in declaration order', cycles, { d: 'c', c: 'd', b: 'a', a: 'b', e: 'a d' }, [
  'STRM1264 d → c → d',
  'STRM1264 b → a → b',
])

test('findCycles() names place and expression of every hop', (t) => {
  const [diagnostic] = findCycles(graphOf({ a: 'b', b: 'c', c: 'a' }))
  t.is(diagnostic?.range?.start.line, 1)
  t.deepEqual(
    diagnostic?.related?.map(({ message, range }) => `${range.file}:${range.start.line} ${message}`),
    ['main.hcl:2 "b" needs "c" through "c.name"', 'main.hcl:3 "c" needs "a" through "a.name"'],
  )
})

test('findCycles() does without places', (t) => {
  const [diagnostic] = findCycles(
    buildGraph([
      { id: 'a', dependsOn: [{ id: 'b' }] },
      { id: 'b', dependsOn: [{ id: 'a' }] },
    ]),
  )
  t.regex(diagnostic?.detail ?? '', /a → b → a/)
  t.is(diagnostic?.range, undefined)
  t.deepEqual(diagnostic?.related, [])
})
