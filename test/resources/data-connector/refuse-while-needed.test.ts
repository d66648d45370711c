import test from 'ava'
import { Secret } from '../../../src/model/secret.ts'
import { exportJobs } from '../../../src/resources/batch-exporter/export-jobs.ts'
import { triple } from '../../apply/configurations.ts'
import { Session } from '../../apply/session.ts'

const moved = {
  'stream.demo': {},
  'data_connector.b': { fields: { place: { path: 'new' } } },
  'batch_exporter.events': { fields: { stream: 'stream.demo', data_connector: 'data_connector.b' } },
}

test('a connector whose secrets an unfinished object needs is not deleted until it is finished', async (t) => {
  const session = new Session()
  await session.apply(triple({ connector: { place: { path: 'out', token: new Secret('x') } } }))
  const uid = exportJobs(session.memory.state(), session.world.deps())[0]?.uid ?? ''
  session.world.announce('streams/demo', uid)
  const result = await session.apply(moved)
  t.like(result.diagnostics[0], { code: 'STRM1806', address: 'data_connector.out' })
  t.true(session.memory.resources.has('data_connector.out'))
  session.world.finishIntents(uid)
  t.deepEqual((await session.apply(moved)).diagnostics, [])
  t.false(session.memory.resources.has('data_connector.out'))
})

test('a connector without secrets may go at once: its destination is kept in the revision', async (t) => {
  const session = new Session()
  await session.apply(triple())
  const uid = exportJobs(session.memory.state(), session.world.deps())[0]?.uid ?? ''
  session.world.announce('streams/demo', uid)
  t.deepEqual((await session.apply(moved)).diagnostics, [])
})
