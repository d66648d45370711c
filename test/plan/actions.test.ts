import test from 'ava'
import { Secret } from '../../src/model/secret.ts'
import { triple } from '../apply/configurations.ts'
import { actionsIn } from '../apply/session.ts'
import type { Configuration } from '../resources/desired.ts'
import { applied } from './applied.ts'

const exporter = 'batch_exporter.events'

interface Row {
  readonly before: Configuration
  readonly after: Configuration
  readonly actions: { readonly [address: string]: string }
}

const becomes = test.macro({
  exec: async (t, { before, after, actions }: Row) => {
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

/** A change of the usual triple. */
function changing(fields: Parameters<typeof triple>[0], actions: Row['actions']): Row {
  return { before: triple(), after: triple(fields), actions }
}

const PLACE = 'data_connector.out'
const STREAM = 'stream.demo'
const b = { 'stream.b': {} }
const at = (path: string): Configuration[string] => ({ fields: { memory: { path } } })

test('creates what is new', becomes, {
  before: {},
  after: triple(),
  actions: { [PLACE]: 'create', [STREAM]: 'create', [exporter]: 'create' },
})
test('deletes what is gone from the configuration', becomes, {
  before: triple(),
  after: {},
  actions: { [exporter]: 'delete', [PLACE]: 'delete', [STREAM]: 'delete' },
})
test(
  'updates an exporter whose interval changed',
  becomes,
  changing({ exporter: { interval: '5s' } }, { [exporter]: 'update' }),
)
test(
  'updates an exporter whose prefix changed',
  becomes,
  changing({ exporter: { path_prefix: 'x' } }, { [exporter]: 'update' }),
)
test(
  'updates a connector whose path changed, and its exporter with it',
  becomes,
  changing({ connector: { place: { path: 'there' } } }, { [PLACE]: 'update', [exporter]: 'update' }),
)
test(
  'updates only the connector when its credentials changed',
  becomes,
  changing({ connector: { place: { path: 'out', token: new Secret('new') } } }, { [PLACE]: 'update' }),
)
test(
  'updates only the connector when the file of its credentials changed',
  becomes,
  changing({ connector: { place: { path: 'out', token_file: 'new' } } }, { [PLACE]: 'update' }),
)
test(
  'updates a stream whose name changed, and its exporter with it',
  becomes,
  changing({ stream: { name: 'shop' } }, { [STREAM]: 'update', [exporter]: 'update' }),
)
test(
  'updates a stream that gets more partitions',
  becomes,
  changing({ stream: { memory: { partitions: 3 } } }, { [STREAM]: 'update' }),
)
test(
  'updates a stream whose path is only written in another way',
  becomes,
  changing({ stream: { memory: { path: './streams/demo' } } }, { [STREAM]: 'update' }),
)
test(
  'replaces a stream whose path changed, and its exporter with it',
  becomes,
  changing({ stream: { memory: { path: 'elsewhere' } } }, { [STREAM]: 'replace', [exporter]: 'replace' }),
)
test(
  'replaces a stream that becomes another variant',
  becomes,
  changing({ stream: { other: { topic: 't' } } }, { [STREAM]: 'replace', [exporter]: 'replace' }),
)
test('replaces an exporter that reads another stream', becomes, {
  before: { ...triple(), ...b },
  after: { ...triple({ exporter: { stream: 'stream.b' } }), ...b },
  actions: { [exporter]: 'replace' },
})
test('updates a resource that needs another one by depends_on', becomes, {
  before: { [STREAM]: {}, ...b },
  after: { [STREAM]: {}, 'stream.b': { dependsOn: [STREAM] } },
  actions: { 'stream.b': 'update' },
})
test('updates a resource that is protected now', becomes, {
  before: b,
  after: { 'stream.b': { preventDestroy: true } },
  actions: { 'stream.b': 'update' },
})
test('forgets a stream whose directory another one has now', becomes, {
  before: { 'stream.a': at('p') },
  after: { 'stream.b': at('p') },
  actions: { 'stream.b': 'create', 'stream.a': 'forget' },
})
test('replaces two streams that exchange their directories', becomes, {
  before: { 'stream.a': at('p'), 'stream.b': at('q') },
  after: { 'stream.a': at('q'), 'stream.b': at('p') },
  actions: { 'stream.a': 'replace', 'stream.b': 'replace' },
})
