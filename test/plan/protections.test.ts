import test from 'ava'
import { Session } from '../apply/session.ts'
import { applied } from './applied.ts'

const PROTECTED = { 'stream.demo': { preventDestroy: true } }
test('what is protected is not deleted when its block is gone', async (t) => {
  const session = await applied(PROTECTED)
  t.like((await session.plan({})).diagnostics[0], { code: 'STRM1650', address: 'stream.demo' })
})
test('what is protected is not destroyed, unless the configuration lifts that', async (t) => {
  const session = await applied(PROTECTED)
  t.like((await session.plan(PROTECTED, true)).diagnostics[0], { code: 'STRM1650' })
  t.deepEqual((await session.plan({ 'stream.demo': {} }, true)).diagnostics, [])
})
test('what is protected is not replaced', async (t) => {
  const session = await applied(PROTECTED)
  const moved = { 'stream.demo': { preventDestroy: true, fields: { memory: { path: 'elsewhere' } } } }
  t.like((await session.plan(moved)).diagnostics[0], { code: 'STRM1650' })
})

test('nothing is deleted below what stays and needs it', async (t) => {
  const session = await applied({ 'stream.a': {}, 'stream.b': { dependsOn: ['stream.a'] } })
  const plan = await session.plan({ 'stream.b': { dependsOn: ['stream.a'] } })
  t.like(plan.diagnostics[0], { code: 'STRM1651', address: 'stream.a' })
})

test('a cycle gives its diagnostic and no change', async (t) => {
  const plan = await new Session().plan({
    'stream.a': { dependsOn: ['stream.b'] },
    'stream.b': { dependsOn: ['stream.a'] },
  })
  t.deepEqual(plan.changes, [])
  t.is(plan.diagnostics.length, 1)
})
