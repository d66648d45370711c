import test from 'ava'
import type { ApplyEvent } from '../../src/model/apply-event.ts'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { StateStep } from '../../src/model/state.ts'
import { exportJobs } from '../../src/resources/batch-exporter/export-jobs.ts'
import type { Written } from '../resources/desired.ts'
import { triple } from './configurations.ts'
import { actionsIn, Session } from './session.ts'

test('applyPlan() creates streams and connectors before the exporters that use them', async (t) => {
  const session = new Session()
  const result = await session.apply(triple())
  t.deepEqual(result.counts, { add: 3, change: 0, destroy: 0 })
  t.deepEqual(result.diagnostics, [])
  const [job] = exportJobs(session.memory.state(), session.world.deps())
  t.is(job?.name, 'events')
  t.is(job?.group, `strmctl.events.${job?.uid}`)
  t.is(job?.intervalMs, 60_000)
  t.deepEqual(session.world.log.toSorted(), [
    'check out/',
    'check out/',
    'ensure streams/demo',
    `initialise ${job?.uid}`,
  ])
  t.is(session.world.log.at(-1), `initialise ${job?.uid}`)
  t.is(session.world.opened, 0)
})

test('a plan right after an apply is empty', async (t) => {
  const session = new Session()
  await session.apply(triple())
  const plan = await session.plan(triple())
  t.deepEqual(actionsIn(plan), {})
  t.deepEqual(plan.diagnostics, [])
  t.is(plan.changes.length, 3)
})

test('applyPlan() records what is begun before the first side effect and what came of it after the last', async (t) => {
  const session = new Session()
  const order: string[] = []
  session.memory.effect = (what) => void order.push(what)
  session.world.effect = (what) => void order.push(what)
  await session.apply({ 'stream.demo': {} })
  t.deepEqual(order, [
    'before begin',
    'after begin',
    'before ensure streams/demo',
    'after ensure streams/demo',
    'before done',
    'after done',
  ])
})

test('applyPlan() writes the start positions that it recorded first', async (t) => {
  const session = new Session()
  await session.apply({ 'stream.demo': { fields: { memory: { partitions: 2 } } } })
  session.world.topic('streams/demo').ends = [7, 9]
  await session.apply(triple({ stream: { memory: { partitions: 2 } } }))
  const [ledger] = session.world.topic('streams/demo').ledgers.values()
  const entries = [...(ledger?.values() ?? [])]
  t.deepEqual(
    entries.map(({ offset, end, partitions, proof }) => [offset, end, partitions, proof]),
    [
      [7, 7, 2, []],
      [9, 9, 2, []],
    ],
  )
})

test('applyPlan() begins at the oldest events where existing ones are included', async (t) => {
  const session = new Session()
  await session.apply({ 'stream.demo': {} })
  session.world.topic('streams/demo').ends = [7]
  await session.apply(triple({ exporter: { include_existing_events: true } }))
  const [ledger] = session.world.topic('streams/demo').ledgers.values()
  t.is(ledger?.get(0)?.offset, 0)
})

test('a change that fails takes only those along that wait for it', async (t) => {
  const session = new Session()
  session.world.brokenPlaces.add('out')
  const events: ApplyEvent[] = []
  const configuration = {
    ...triple(),
    'data_connector.good': { fields: { place: { path: 'good' } } },
    'batch_exporter.fine': { fields: { stream: 'stream.demo', data_connector: 'data_connector.good' } },
  }
  const result = await session.apply(configuration, { onEvent: (event) => events.push(event) })
  t.deepEqual(Object.fromEntries(result.outcomes), {
    'data_connector.out': 'failed',
    'batch_exporter.events': 'skipped',
    'stream.demo': 'done',
    'data_connector.good': 'done',
    'batch_exporter.fine': 'done',
  })
  t.deepEqual(result.counts, { add: 3, change: 0, destroy: 0 })
  t.like(result.diagnostics[0], { address: 'data_connector.out', detail: '"out" cannot be written' })
  t.true(events.some((event) => event.event === 'apply_skipped' && event.because === '"data_connector.out" failed'))
  t.is(session.memory.pending.size, 0)
})

test('applyPlan() refuses a plan that was made from another serial of the state', async (t) => {
  const session = new Session()
  await session.apply({ 'stream.demo': {} })
  const stale = await session.plan(triple())
  await session.apply(triple({ exporter: { interval: '5s' } }))
  const error = await t.throwsAsync(session.applyPlan(stale), { instanceOf: DiagnosedError })
  t.is(error?.diagnostics[0]?.code, 'STRM1700')
})

test('applyPlan() finishes what is in flight when it is stopped, and begins nothing more', async (t) => {
  const session = new Session()
  const stop = new AbortController()
  session.world.effect = (what) => {
    if (what === 'before ensure streams/demo') stop.abort()
  }
  const result = await session.apply(triple(), { signal: stop.signal, parallelism: 1 })
  t.true(result.interrupted)
  t.is(session.memory.pending.size, 0)
  t.is(session.memory.resources.has('stream.demo'), true)
  t.is(result.outcomes.get('batch_exporter.events'), 'skipped')
  await session.apply(triple())
  t.deepEqual(actionsIn(await session.plan(triple())), {})
})

test('applyPlan() makes at most as many changes at a time as it may', async (t) => {
  const session = new Session()
  let [running, most] = [0, 0]
  session.world.effect = (what) => {
    running += what.startsWith('before') ? 1 : -1
  }
  const configuration = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`stream.s${index}`, {}]))
  const events: ApplyEvent[] = []
  let active = 0
  await session.apply(configuration, {
    parallelism: 3,
    onEvent: (event) => {
      events.push(event)
      active += event.event === 'apply_start' ? 1 : event.event === 'apply_complete' ? -1 : 0
      most = Math.max(most, active)
    },
  })
  t.is(most, 3)
  t.is(running, 0)
})

test('applyPlan() deletes exporters before their streams and keeps events', async (t) => {
  const session = new Session()
  await session.apply(triple())
  session.world.topic('streams/demo').ends = [3]
  const result = await session.applyPlan(await session.plan({}, true))
  t.deepEqual(result.counts, { add: 0, change: 0, destroy: 3 })
  t.is(session.memory.resources.size, 0)
  t.is(session.world.topic('streams/demo').ledgers.size, 0)
})

test('a deleted exporter is pending while it waits for running processes, and they see that', async (t) => {
  const session = new Session()
  await session.apply(triple())
  const [job] = exportJobs(session.memory.state(), session.world.deps())
  session.world.members.add(job?.uid ?? '')
  const result = await session.applyPlan(await session.plan({}, true))
  t.is(result.outcomes.get('batch_exporter.events'), 'failed')
  t.is(result.outcomes.get('stream.demo'), 'skipped')
  t.deepEqual(exportJobs(session.memory.state(), session.world.deps()), [])
  session.world.members.clear()
  await session.applyPlan(await session.plan({}, true))
  t.is(session.memory.resources.size + session.memory.pending.size, 0)
})

test('open batches are finished before the ledger of a deleted exporter goes', async (t) => {
  const session = new Session()
  await session.apply(triple())
  const [job] = exportJobs(session.memory.state(), session.world.deps())
  session.world.announce('streams/demo', job?.uid ?? '')
  await session.applyPlan(await session.plan({}, true))
  t.deepEqual(session.world.recovered, [job?.uid])
  t.is(
    session.world.log.findIndex((line) => line.startsWith('recover')),
    session.world.log.findIndex((line) => line.startsWith('remove ledger')) - 1,
  )
})

test('the description of a stream is read once, however many exporters begin there', async (t) => {
  const session = new Session()
  await session.apply({ 'stream.demo': {}, 'data_connector.out': { fields: { place: { path: 'out' } } } })
  session.world.described = 0
  const exporters = Array.from({ length: 20 }, (_, index): [string, Written] => [
    `batch_exporter.e${index}`,
    { fields: { stream: 'stream.demo', path_prefix: `p${index}` } },
  ])
  const plan = await session.plan({
    'stream.demo': {},
    'data_connector.out': { fields: { place: { path: 'out' } } },
    ...Object.fromEntries(exporters),
  })
  session.world.described = 0
  await session.applyPlan(plan)
  t.is(session.world.described, 1)
})

const sharedSource = { fields: { memory: { path: 'shared', partitions: 1 } } }

test('a stream whose deletion was begun is made again without harm to another one of the same source', async (t) => {
  const session = await deletionBegun('stream.b')
  const wanted = { 'stream.a': sharedSource, 'stream.b': sharedSource }
  await session.apply(wanted)
  t.deepEqual([...session.memory.resources.keys()].toSorted(), ['stream.a', 'stream.b'])
  t.false(session.world.log.includes('remove stream shared'))
  t.deepEqual(actionsIn(await session.plan(wanted)), {})
})

test('streams of one source whose deletion was begun are made again one after the other, and stay recorded until then', async (t) => {
  const session = await deletionBegun('stream.a', 'stream.b')
  const wanted = { 'stream.a': sharedSource, 'stream.b': sharedSource }
  const plan = await session.plan(wanted)
  t.deepEqual(actionsIn(plan), { 'stream.a': 'replace', 'stream.b': 'replace' })
  const from = session.memory.steps.length
  const result = await session.applyPlan(plan)
  t.deepEqual(result.diagnostics, [])
  t.deepEqual(
    session.memory.steps.slice(from).map((step) => `${step.step} ${addressOf(step)}`),
    ['gone stream.a', 'begin stream.a', 'done stream.a', 'gone stream.b', 'begin stream.b', 'done stream.b'],
  )
  t.false(session.world.log.includes('remove stream shared'))
})

/** Two streams of one source, and an apply that was killed before it deleted these. */
async function deletionBegun(...addresses: readonly string[]): Promise<Session> {
  const session = new Session()
  await session.apply({ 'stream.a': sharedSource, 'stream.b': sharedSource })
  for (const address of addresses) {
    const resource = session.memory.resources.get(address)
    if (resource === undefined) throw new Error(`"${address}" is not recorded`)
    session.memory.pending.set(address, { address, action: 'delete', resource })
  }
  return session
}

function addressOf(step: StateStep): string {
  return step.step === 'begin' ? step.operation.address : step.address
}
