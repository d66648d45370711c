import test from 'ava'
import { makeReadySet } from '../../src/graph/ready-set.ts'
import type { ReadySet } from '../../src/graph/ready-set.ts'
import { graphOf } from './graph.ts'

test('makeReadySet() gives all that may start, then what each end sets free', (t) => {
  const ready = makeReadySet(graphOf({ exporter: 'stream connector', stream: '', connector: '' }))
  t.deepEqual(takeAll(ready), ['stream', 'connector'])
  ready.done('connector')
  t.deepEqual(takeAll(ready), [])
  ready.done('stream')
  t.deepEqual(takeAll(ready), ['exporter'])
  t.is(ready.remaining, 1)
  ready.done('exporter')
  t.is(ready.remaining, 0)
})

test('makeReadySet() gives up what needs a failed node, directly or not, once', (t) => {
  const ready = makeReadySet(graphOf({ top: 'middle', middle: 'a b', a: '', b: '', other: '' }))
  t.deepEqual(takeAll(ready), ['a', 'b', 'other'])
  t.deepEqual(ready.fail('b'), ['top', 'middle'])
  t.deepEqual(ready.fail('a'), [])
  t.is(ready.remaining, 1)
  ready.done('other')
  t.is(ready.remaining, 0)
  t.is(ready.take(), undefined)
})

test('makeReadySet() refuses to finish what was not taken', (t) => {
  const ready = makeReadySet(graphOf({ a: '' }))
  t.throws(() => ready.done('a'), { message: 'Cannot finish "a": it was not taken' })
})

function takeAll(ready: ReadySet): readonly string[] {
  const taken: string[] = []
  for (let id = ready.take(); id !== undefined; id = ready.take()) taken.push(id)
  return taken
}
