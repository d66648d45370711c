import test from 'ava'
import { assemblePlan } from '../../src/plan/assemble-plan.ts'
import { KIND_RULES } from '../../src/resources/catalogue.ts'
import { Secret } from '../../src/model/secret.ts'
import type { FieldValues } from '../../src/model/fields.ts'
import { triple } from '../apply/configurations.ts'
import { actionsIn, Session } from '../apply/session.ts'
import { desire, type Configuration } from '../resources/desired.ts'
import { applied, changeOf } from './applied.ts'

const exporter = 'batch_exporter.events'

test('a stream that is forgotten for another one keeps its events and its id', async (t) => {
  const session = await applied({ 'stream.a': { fields: { memory: { path: 'p' } } } })
  const { id } = session.world.topic('p')
  await session.apply({ 'stream.b': { fields: { memory: { path: 'p' } } } })
  t.is(session.world.topic('p').id, id)
})

test('an exporter waits for the delete of another one whose keys it takes over', async (t) => {
  const session = await applied(triple())
  const renamed = {
    'stream.demo': {},
    'data_connector.out': { fields: { place: { path: 'out' } } },
    'batch_exporter.again': { fields: { stream: 'stream.demo' } },
  }
  const plan = await session.plan(renamed)
  t.deepEqual(changeOf(plan, 'batch_exporter.again').waitsFor, [exporter])
})

test('a plan names fields by dotted paths, counts what stays and masks nothing that is not secret', async (t) => {
  const session = await applied(triple({ connector: { place: { path: 'out', token: new Secret('old') } } }))
  const plan = await session.plan(triple({ connector: { place: { path: 'out', token: new Secret('new') } } }))
  const { fieldChanges, unchanged } = changeOf(plan, 'data_connector.out')
  t.deepEqual(
    fieldChanges.map(({ path }) => path),
    ['place.token'],
  )
  t.is(unchanged, 2)
  t.notRegex(JSON.stringify(plan), /old|new/)
})

test('secrets with the same value are no change', async (t) => {
  const session = await applied(withToken('same'))
  t.deepEqual(actionsIn(await session.plan(withToken('same'))), {})
})

test('the uid of a new exporter is known after apply, and a field that forces a replacement is marked', async (t) => {
  const session = await applied(triple())
  t.like(changeOf(await new Session().plan(triple()), exporter).fieldChanges.at(-1), {
    path: 'uid',
    afterUnknown: true,
  })
  const plan = await session.plan(triple({ stream: { memory: { path: 'elsewhere' } } }))
  t.like(
    changeOf(plan, 'stream.demo').fieldChanges.find(({ path }) => path === 'memory.path'),
    {
      before: 'streams/demo',
      after: 'elsewhere',
      forcesReplacement: true,
    },
  )
  t.regex(changeOf(plan, exporter).reason ?? '', /starts anew/)
})

test('a change of the connector shows the new revision of its exporter and what it means', async (t) => {
  const session = await applied(triple())
  const change = changeOf(await session.plan(triple({ connector: { place: { path: 'there' } } })), exporter)
  t.deepEqual(change.fieldChanges, [{ path: 'revision', before: 1, after: 2 }])
  t.regex(change.reason ?? '', /new objects go to data_connector.out as it is now/)
  t.deepEqual(change.waitsFor, ['data_connector.out'])
})

test('an interval makes no new revision', async (t) => {
  const session = await applied(triple())
  const change = changeOf(await session.plan(triple({ exporter: { interval: '5s' } })), exporter)
  t.deepEqual(change.fieldChanges, [{ path: 'interval', before: '60s', after: '5s' }])
})

test('include_existing_events counts only at creation, and the plan says so', async (t) => {
  const session = await applied(triple())
  const change = changeOf(await session.plan(triple({ exporter: { include_existing_events: true } })), exporter)
  t.is(change.action, 'update')
  t.regex(change.reason ?? '', /only when an exporter is created/)
})

test('partitions cannot be lowered, also against what an interrupted apply may have raised', async (t) => {
  const three = triple({ stream: { memory: { partitions: 3 } } })
  const session = await applied(three)
  t.like((await session.plan(triple())).diagnostics[0], { code: 'STRM1508', address: 'stream.demo' })
  const raised = await applied(triple())
  const stream = raised.memory.resources.get('stream.demo')
  if (stream === undefined) throw new Error('no stream')
  const resource = { ...stream, fields: { ...stream.fields, memory: { path: 'streams/demo', partitions: 3 } } }
  raised.memory.pending.set('stream.demo', { address: 'stream.demo', action: 'update', resource })
  t.like((await raised.plan(triple())).diagnostics[0], { code: 'STRM1508' })
  t.deepEqual(actionsIn(await raised.plan(three)), { 'stream.demo': 'update' })
})

test('creates come in dependency order and otherwise as written, deletes the other way round', async (t) => {
  const create = await new Session().plan(triple())
  t.deepEqual(
    create.changes.map(({ address }) => address),
    ['data_connector.out', 'stream.demo', exporter],
  )
  t.deepEqual(changeOf(create, exporter).waitsFor, ['stream.demo', 'data_connector.out'])
  const destroy = await (await applied(triple())).plan(triple(), true)
  t.is(destroy.changes[0]?.address, exporter)
  t.deepEqual(changeOf(destroy, 'stream.demo').waitsFor, [exporter])
})

test('a connector that an exporter leaves is deleted after the exporter was changed', async (t) => {
  const session = await applied(triple())
  const plan = await session.plan({
    'stream.demo': {},
    'data_connector.b': { fields: { place: { path: 'there' } } },
    [exporter]: { fields: { stream: 'stream.demo', data_connector: 'data_connector.b' } },
  })
  t.deepEqual(changeOf(plan, 'data_connector.out').waitsFor, [exporter])
  t.deepEqual((await session.applyPlan(plan)).diagnostics, [])
})

test('a replaced stream is deleted after the delete half of its exporter, which is created after it', async (t) => {
  const session = await applied(triple())
  const plan = await session.plan(triple({ stream: { memory: { path: 'elsewhere' } } }))
  t.like(changeOf(plan, 'stream.demo'), { waitsFor: [], deleteWaitsFor: [exporter] })
  t.like(changeOf(plan, exporter), { waitsFor: ['stream.demo'], deleteWaitsFor: [] })
})

test('a stream that was made again outside stops the plan of its exporters, but not their destroy', async (t) => {
  const session = await applied(triple())
  const topic = session.world.topic('streams/demo')
  session.world.topics.set('streams/demo', { ...topic, id: 'another' })
  const codes = (await session.plan(triple())).diagnostics.map(({ code, severity }) => `${severity} ${code}`)
  t.deepEqual(codes.toSorted(), ['error STRM1801', 'warning STRM1802'])
  t.deepEqual((await session.plan(triple(), true)).diagnostics, [])
})

test('a stream that was made again outside is no concern once its exporters were made again', async (t) => {
  const session = await applied(triple())
  const topic = session.world.topic('streams/demo')
  session.world.topics.set('streams/demo', { ...topic, id: 'another' })
  const streamAlone = Object.fromEntries(Object.entries(triple()).filter(([address]) => address !== exporter))
  const without = await session.plan(streamAlone)
  t.deepEqual(
    without.diagnostics.map(({ code }) => code),
    ['STRM1802'],
  )
  await session.applyPlan(without)
  await session.applyPlan(await session.plan(triple()))
  t.deepEqual((await session.plan(triple())).diagnostics, [])
})

test('a place that cannot be reached is a warning with the address', async (t) => {
  const session = await applied(triple())
  session.world.brokenPlaces.add('out')
  t.like((await session.plan(triple())).diagnostics[0], {
    code: 'STRM1800',
    severity: 'warning',
    address: 'data_connector.out',
  })
})

test('15,000 resources are planned, and a second plan over all of them is empty', (t) => {
  const { world } = new Session()
  const context = world.deps()
  const { resources } = desire(manyTriples(5000), context)
  const rest = { observations: new Map(), kinds: KIND_RULES, context }
  const plan = assemblePlan({ ...rest, desired: resources, state: undefined })
  t.is(plan.changes.length, 15_000)
  const recorded = plan.changes.flatMap((change) => change.after ?? [])
  const state = { lineage: 'l', serial: 1, resources: recorded, pending: [] }
  t.deepEqual(actionsIn(assemblePlan({ ...rest, desired: resources, state })), {})
  t.is(assemblePlan({ ...rest, desired: [], state, destroy: true }).changes.length, 15_000)
})

function withToken(token: string): Configuration {
  return triple({ connector: { place: { path: 'out', token: new Secret(token) } } })
}

function manyTriples(count: number): Configuration {
  const rows = Array.from({ length: count }, (_, index): [string, { fields: FieldValues }][] => [
    [`stream.s${index}`, { fields: {} }],
    [`data_connector.c${index}`, { fields: { place: { path: `p${index}` } } }],
    [
      `batch_exporter.e${index}`,
      { fields: { stream: `stream.s${index}`, data_connector: `data_connector.c${index}` } },
    ],
  ])
  return Object.fromEntries(rows.flat())
}
