import test from 'ava'
import { Secret } from '../../../src/model/secret.ts'
import type { FieldValues } from '../../../src/model/fields.ts'
import type { ExportJob } from '../../../src/model/export-job.ts'
import { exportJobs } from '../../../src/resources/batch-exporter/export-jobs.ts'
import { triple } from '../../apply/configurations.ts'
import { Session } from '../../apply/session.ts'

function jobs(session: Session): readonly ExportJob[] {
  return exportJobs(session.memory.state(), session.world.deps())
}

function placeOf(job: ExportJob | undefined, revision: number): FieldValues | undefined {
  return job?.revisions.get(revision)?.connector.settings
}

const withPlace = (place: FieldValues): ReturnType<typeof triple> => triple({ connector: { place } })

test('exportJobs() gives an exporter as it was applied', async (t) => {
  const session = new Session()
  const limits = { interval: '2s', path_prefix: 'x', max_object_records: 7, on_invalid_record: 'skip' }
  await session.apply(triple({ exporter: limits, stream: { name: 'shop' } }))
  const [job] = jobs(session)
  t.like(job, { address: 'batch_exporter.events', intervalMs: 2000, maxObjectRecords: 7, maxObjectBytes: 67_108_864 })
  t.like(job?.stream, { address: 'stream.demo', variant: 'memory' })
  t.is(job?.topic, session.world.topic('streams/demo').id)
  t.deepEqual(job?.current, {
    revision: 1,
    connector: { address: 'data_connector.out', variant: 'place', settings: { path: 'out' } },
    streamName: 'shop',
    pathPrefix: 'x',
    onInvalidRecord: 'skip',
    deadLetterPrefix: 'dead-letters',
    format: 'jsonl',
    compression: 'none',
    decoder: 'raw',
  })
})

test('a revision keeps the old destination when the connector goes elsewhere', async (t) => {
  const session = new Session()
  await session.apply(withPlace({ path: 'old' }))
  await session.apply(withPlace({ path: 'new' }))
  const [job] = jobs(session)
  t.is(job?.current.revision, 2)
  t.deepEqual([placeOf(job, 1), placeOf(job, 2)], [{ path: 'old' }, { path: 'new' }])
})

test('an old revision uses the newest credentials of its connector, and only these', async (t) => {
  const session = new Session()
  await session.apply(withPlace({ path: 'old', token: new Secret('one'), token_file: 'one.txt' }))
  await session.apply(withPlace({ path: 'new', token: new Secret('two') }))
  const [job] = jobs(session)
  const { path, token, ...rest } = placeOf(job, 1) ?? {}
  t.deepEqual([path, rest], ['old', {}])
  t.is(token instanceof Secret && token.reveal(), 'two')
})

test('rotated credentials reach a running exporter without a new revision', async (t) => {
  const session = new Session()
  await session.apply(withPlace({ path: 'out', token: new Secret('one') }))
  await session.apply(withPlace({ path: 'out', token: new Secret('two') }))
  const [job] = jobs(session)
  t.is(job?.revisions.size, 1)
  const token = job?.current.connector.settings['token']
  t.is(token instanceof Secret && token.reveal(), 'two')
})

test('no secret is kept in attributes', async (t) => {
  const session = new Session()
  await session.apply(withPlace({ path: 'out', token: new Secret('canary') }))
  const attributes = [...session.memory.resources.values()].map((resource) => resource.attributes)
  t.notRegex(JSON.stringify(attributes), /canary|sensitive/)
})

test('an exporter that moved to another connector keeps what it can of the old one', async (t) => {
  const session = new Session()
  await session.apply(withPlace({ path: 'old', token_file: 'one.txt' }))
  await session.apply({
    'stream.demo': {},
    'data_connector.b': { fields: { place: { path: 'new' } } },
    'batch_exporter.events': { fields: { stream: 'stream.demo' } },
  })
  const [job] = jobs(session)
  t.deepEqual(placeOf(job, 1), { path: 'old', token_file: 'one.txt' })
})

test('exportJobs() leaves out what is being created or deleted, and runs what is being updated as it was', async (t) => {
  const session = new Session()
  await session.apply(triple())
  const address = 'batch_exporter.events'
  const resource = session.memory.resources.get(address)
  if (resource === undefined) throw new Error('not applied')
  const updated = { ...resource, fields: { ...resource.fields, interval: '5s' } }
  session.memory.pending.set(address, { address, action: 'update', resource: updated })
  t.is(jobs(session)[0]?.intervalMs, 60_000)
  session.memory.pending.set(address, { address, action: 'delete', resource })
  t.deepEqual(jobs(session), [])
  session.memory.resources.delete(address)
  session.memory.pending.set(address, { address, action: 'create', resource })
  t.deepEqual(jobs(session), [])
})
