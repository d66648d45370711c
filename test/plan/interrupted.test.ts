import test from 'ava'
import type { Action } from '../../src/model/plan.ts'
import type { PendingOperation } from '../../src/model/state.ts'
import { triple } from '../apply/configurations.ts'
import { actionsIn, type Session } from '../apply/session.ts'
import type { Configuration } from '../resources/desired.ts'
import { applied, changeOf } from './applied.ts'

const exporter = 'batch_exporter.events'

async function interrupted(
  configuration: Configuration,
  address: string,
  action: PendingOperation['action'],
): Promise<Session> {
  const session = await applied(configuration)
  const resource = session.memory.resources.get(address)
  if (resource === undefined) throw new Error(`no ${address}`)
  session.memory.pending.set(address, { address, action, resource })
  if (action === 'create') session.memory.resources.delete(address)
  return session
}

const resumes = test.macro({
  exec: async (t, action: PendingOperation['action'], [after, expected]: readonly [Configuration, Action]) => {
    const session = await interrupted(triple(), exporter, action)
    const plan = await session.plan(after)
    t.is(changeOf(plan, exporter).action, expected)
    t.is(changeOf(plan, exporter).resumes?.action, action)
    await session.applyPlan(plan)
    t.deepEqual(actionsIn(await session.plan(after)), {})
    t.is(
      [...session.world.topics.values()].flatMap((topic) => [...topic.ledgers.keys()]).length,
      exporter in after ? 1 : 0,
    )
  },
  title: (title = '', action: string) => `an interrupted ${action} ${title}`,
})

test('is finished', resumes, 'create', [triple(), 'create'])
test('is finished with other fields', resumes, 'create', [triple({ exporter: { path_prefix: 'x' } }), 'create'])
test('is undone when its block is gone', resumes, 'create', [{}, 'delete'])
test('is undone and done anew when it became another thing', resumes, 'create', [
  { ...triple({ exporter: { stream: 'stream.b' } }), 'stream.b': {} },
  'replace',
])
test('is finished or taken back', resumes, 'update', [triple(), 'update'])
test('ends in its delete when its block is gone', resumes, 'update', [{}, 'delete'])
test('goes on', resumes, 'delete', [{}, 'delete'])
test('is finished before the resource is made again', resumes, 'delete', [triple(), 'replace'])

test('a resumed create keeps the uid and the start positions that were recorded', async (t) => {
  const session = await interrupted(triple(), exporter, 'create')
  const before = session.memory.pending.get(exporter)?.resource.attributes
  session.world.topic('streams/demo').ends = [9]
  await session.apply(triple())
  t.deepEqual(session.memory.resources.get(exporter)?.attributes, before)
})

test('a change that fails without effect is forgotten, but not one that an earlier apply left half done', async (t) => {
  const address = 'data_connector.out'
  const elsewhere = triple({ connector: { place: { path: 'there' } } })
  const session = await applied(triple())
  session.world.brokenPlaces.add('there')
  await session.apply(elsewhere)
  t.is(session.memory.pending.size, 0)

  const resource = session.memory.resources.get(address)
  if (resource === undefined) throw new Error(`no ${address}`)
  session.memory.pending.set(address, { address, action: 'update', resource })
  await session.apply(elsewhere)
  t.is(session.memory.pending.get(address)?.action, 'update')
})
