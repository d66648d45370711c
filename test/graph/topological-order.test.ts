import test from 'ava'
import { fc } from '../tooling/properties.ts'
import { buildGraph } from '../../src/graph/build-graph.ts'
import { findCycles } from '../../src/graph/find-cycles.ts'
import { reverse } from '../../src/graph/reverse.ts'
import { topologicalOrder } from '../../src/graph/topological-order.ts'
import { graphOf } from './graph.ts'

const order = test.macro({
  exec: (t, needs: { readonly [id: string]: string }, expected: string) => {
    t.is(topologicalOrder(graphOf(needs)).join(' '), expected)
  },
  title: (title) => `topologicalOrder() ${title ?? ''}`,
})

test('gives nothing for nothing', order, {}, '')
test('keeps declaration order where nobody needs anybody', order, { c: '', a: '', b: '' }, 'c a b')
test('puts what is needed first', order, { a: 'b', b: 'c', c: '' }, 'c b a')
test('goes back to declaration order as soon as it can', order, { a: 'd', b: '', c: '', d: '' }, 'b c d a')
test(
  'needs the whole of a diamond',
  order,
  { top: 'left right', left: 'low', right: 'low', low: '' },
  'low left right top',
)
test('ignores a need of something that is no node', order, { a: 'gone b', b: '' }, 'b a')
test('counts a need named twice once', order, { a: 'b b', b: '' }, 'b a')
test('leaves out a cycle and those that need it', order, { a: 'b', b: 'a', c: 'a', d: '' }, 'd')

test('reverse() orders dependents before what they need', (t) => {
  t.deepEqual(topologicalOrder(reverse(graphOf({ exporter: 'stream connector', stream: '', connector: '' }))), [
    'exporter',
    'stream',
    'connector',
  ])
})

test('buildGraph() joins nodes of the same id', (t) => {
  const graph = buildGraph([
    { id: 'a', dependsOn: [{ id: 'b' }] },
    { id: 'b', dependsOn: [] },
    { id: 'a', dependsOn: [{ id: 'b' }, { id: 'c' }] },
    { id: 'c', dependsOn: [] },
  ])
  t.deepEqual(graph.ids, ['a', 'b', 'c'])
  t.deepEqual(graph.needs.get('a'), [{ id: 'b' }, { id: 'c' }])
  t.deepEqual(graph.neededBy.get('b'), ['a'])
})

test('topologicalOrder() holds every need in any graph without cycles, and findCycles() is empty exactly then', (t) => {
  const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 })
  fc.assert(
    fc.property(edges, (pairs) => {
      const graph = buildGraph(
        Array.from({ length: 12 }, (_, index) => ({
          id: String(index),
          dependsOn: pairs.flatMap(([from, to]) => (from === index ? [{ id: String(to) }] : [])),
        })),
      )
      const sorted = topologicalOrder(graph)
      t.is(findCycles(graph).length === 0, sorted.length === 12)
      for (const [index, id] of sorted.entries())
        for (const need of graph.needs.get(id) ?? []) t.true(sorted.indexOf(need.id) < index)
    }),
  )
})

test('a chain of 15,000 nodes overflows nothing', (t) => {
  const nodes = Array.from({ length: 15_000 }, (_, index) => ({
    id: String(index),
    dependsOn: [{ id: String(index + 1) }],
  }))
  const graph = buildGraph([...nodes, { id: '15000', dependsOn: [] }])
  t.is(topologicalOrder(graph).length, 15_001)
  t.is(topologicalOrder(reverse(graph))[0], '0')
  t.deepEqual(findCycles(graph), [])
  const circle = buildGraph([...nodes, { id: '15000', dependsOn: [{ id: '0' }] }])
  t.is(findCycles(circle).length, 1)
  t.deepEqual(topologicalOrder(circle), [])
})
