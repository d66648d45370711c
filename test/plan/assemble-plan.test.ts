import test from 'ava'
import type { FieldValues } from '../../src/model/fields.ts'
import type { Action, Change, Plan } from '../../src/model/plan.ts'
import { Secret } from '../../src/model/secret.ts'
import type { PendingOperation } from '../../src/model/state.ts'
import { triple } from '../apply/configurations.ts'
import { actionsIn, Session } from '../apply/session.ts'
import type { Configuration } from '../resources/desired.ts'

async function applied(configuration: Configuration): Promise<Session> {
  const session = new Session()
  const result = await session.apply(configuration)
  if (result.diagnostics.length > 0) throw new Error(JSON.stringify(result.diagnostics))
  return session
}

function changeOf(plan: Plan, address: string): Change {
  const change = plan.changes.find((candidate) => candidate.address === address)
  if (change === undefined) throw new Error(`no change of ${address}`)
  return change
}

const becomes = test.macro({
  exec: async (t, before: Configuration, after: Configuration, actions: { readonly [address: string]: string }) => {
    const session = await applied(before)
    const plan = await session.plan(after)
    t.deepEqual(actionsIn(plan), actions)
    t.deepEqual(plan.diagnostics, [])
    const result = await session.applyPlan(plan)
    t.deepEqual(result.diagnostics, [])
    t.deepEqual(actionsIn(await session.plan(after)), {})
  },
  title: (title = '') => `assemblePlan() ${title}`,
})

const exporter = 'batch_exporter.events'

test('creates what is new', becomes, {}, triple(), {
  'data_connector.out': 'create',
  'stream.demo': 'create',
  [exporter]: 'create',
})
test('updates an exporter whose interval changed', becomes, triple(), triple({ exporter: { interval: '5s' } }), {
  [exporter]: 'update',
})
test('updates an exporter whose prefix changed', becomes, triple(), triple({ exporter: { path_prefix: 'x' } }), {
  [exporter]: 'update',
})
test(
  'updates a connector whose path changed, and its exporter with it',
  becomes,
  triple(),
  triple({ connector: { place: { path: 'there' } } }),
  {
    'data_connector.out': 'update',
    [exporter]: 'update',
  },
)
test(
  'updates only the connector when its credentials changed',
  becomes,
  triple(),
  triple({ connector: { place: { path: 'out', token: new Secret('new') } } }),
  {
    'data_connector.out': 'update',
  },
)
test(
  'updates a stream whose name changed, and its exporter with it',
  becomes,
  triple(),
  triple({ stream: { name: 'shop' } }),
  {
    'stream.demo': 'update',
    [exporter]: 'update',
  },
)
test(
  'updates a stream that gets more partitions',
  becomes,
  triple(),
  triple({ stream: { memory: { partitions: 3 } } }),
  {
    'stream.demo': 'update',
  },
)
test(
  'updates a stream whose path is only written in another way',
  becomes,
  triple(),
  triple({ stream: { memory: { path: './streams/demo' } } }),
  {
    'stream.demo': 'update',
  },
)
test(
  'replaces a stream whose path changed, and its exporter with it',
  becomes,
  triple(),
  triple({ stream: { memory: { path: 'elsewhere' } } }),
  {
    'stream.demo': 'replace',
    [exporter]: 'replace',
  },
)
test(
  'replaces a stream that becomes another variant',
  becomes,
  triple(),
  triple({ stream: { other: { topic: 't' } } }),
  {
    'stream.demo': 'replace',
    [exporter]: 'replace',
  },
)
test(
  'replaces an exporter that reads another stream',
  becomes,
  { ...triple(), 'stream.b': {} },
  { ...triple({ exporter: { stream: 'stream.b' } }), 'stream.b': {} },
  {
    [exporter]: 'replace',
  },
)
test(
  'deletes what is gone from the configuration',
  becomes,
  triple(),
  {},
  {
    [exporter]: 'delete',
    'data_connector.out': 'delete',
    'stream.demo': 'delete',
  },
)
test(
  'updates a resource that needs another one by depends_on',
  becomes,
  { 'stream.a': {}, 'stream.b': {} },
  { 'stream.a': {}, 'stream.b': { dependsOn: ['stream.a'] } },
  {
    'stream.b': 'update',
  },
)
test(
  'updates a resource that is protected now',
  becomes,
  { 'stream.a': {} },
  { 'stream.a': { preventDestroy: true } },
  {
    'stream.a': 'update',
  },
)
test(
  'forgets a stream whose directory another one has now',
  becomes,
  { 'stream.a': { fields: { memory: { path: 'p' } } } },
  { 'stream.b': { fields: { memory: { path: 'p' } } } },
  {
    'stream.b': 'create',
    'stream.a': 'forget',
  },
)

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
  const configuration = (): Configuration =>
    triple({ connector: { place: { path: 'out', token: new Secret('same') } } })
  const session = await applied(configuration())
  t.deepEqual(actionsIn(await session.plan(configuration())), {})
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
  exec: async (t, action: PendingOperation['action'], after: Configuration, expected: Action) => {
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

test('is finished', resumes, 'create', triple(), 'create')
test('is finished with other fields', resumes, 'create', triple({ exporter: { path_prefix: 'x' } }), 'create')
test('is undone when its block is gone', resumes, 'create', {}, 'delete')
test(
  'is undone and done anew when it became another thing',
  resumes,
  'create',
  { ...triple({ exporter: { stream: 'stream.b' } }), 'stream.b': {} },
  'replace',
)
test('is finished or taken back', resumes, 'update', triple(), 'update')
test('ends in its delete when its block is gone', resumes, 'update', {}, 'delete')
test('goes on', resumes, 'delete', {}, 'delete')
test('is finished before the resource is made again', resumes, 'delete', triple(), 'replace')

test('a resumed create keeps the uid and the start positions that were recorded', async (t) => {
  const session = await interrupted(triple(), exporter, 'create')
  const before = session.memory.pending.get(exporter)?.resource.attributes
  session.world.topic('streams/demo').ends = [9]
  await session.apply(triple())
  t.deepEqual(session.memory.resources.get(exporter)?.attributes, before)
})

test('a stream that was made again outside stops the plan of its exporters, but not their destroy', async (t) => {
  const session = await applied(triple())
  const topic = session.world.topic('streams/demo')
  session.world.topics.set('streams/demo', { ...topic, id: 'another' })
  const codes = (await session.plan(triple())).diagnostics.map(({ code, severity }) => `${severity} ${code}`)
  t.deepEqual(codes.toSorted(), ['error STRM1801', 'warning STRM1802'])
  t.deepEqual((await session.plan(triple(), true)).diagnostics, [])
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

test('5,000 triples are planned in time that grows with their number', async (t) => {
  const many = (count: number): Configuration =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index): [string, { fields: FieldValues }][] => [
        [`stream.s${index}`, { fields: {} }],
        [`data_connector.c${index}`, { fields: { place: { path: `p${index}` } } }],
        [
          `batch_exporter.e${index}`,
          { fields: { stream: `stream.s${index}`, data_connector: `data_connector.c${index}` } },
        ],
      ]).flat(),
    )
  const session = new Session()
  const plan = await session.plan(many(5000))
  t.is(plan.changes.length, 15_000)
  await session.applyPlan(plan)
  t.deepEqual(actionsIn(await session.plan(many(5000))), {})
})
