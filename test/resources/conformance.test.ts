import { randomUUID } from 'node:crypto'
import test from 'ava'
import { DECODERS } from '../../src/decoders/catalogue.ts'
import { FORMATS } from '../../src/formats/catalogue.ts'
import type { ApplyDeps } from '../../src/model/kind.ts'
import { CONNECTORS } from '../../src/connectors/catalogue.ts'
import { exportJobs } from '../../src/resources/batch-exporter/export-jobs.ts'
import { readAttributes } from '../../src/resources/batch-exporter/attributes.ts'
import { openOutside } from '../../src/resources/outside.ts'
import { STREAMS } from '../../src/streams/catalogue.ts'
import { actionsIn, Commands } from '../apply/session.ts'
import { harnessOf } from '../connectors/harnesses.ts'
import { HARNESSES } from '../streams/harnesses.ts'
import { deps } from '../streams/open-stream.ts'
import type { Configuration } from './desired.ts'

/** The real catalogues. */
class Reality {
  deps(): ApplyDeps {
    const streamDeps = deps()
    const connectorDeps = { directory: '/', uuid: randomUUID, environment: {} }
    const catalogues = { streams: STREAMS, connectors: CONNECTORS, formats: FORMATS, decoders: DECODERS }
    return {
      ...catalogues,
      directory: '/',
      streamDeps,
      connectorDeps,
      outside: openOutside({ ...catalogues, streamDeps, connectorDeps }),
      uuid: randomUUID,
      recover: () => Promise.reject(new Error('nothing to recover')),
      deletePatienceMs: 1000,
    }
  }
}

for (const [streamVariant, harness] of Object.entries(HARNESSES)) {
  for (const connectorVariant of Object.keys(CONNECTORS)) {
    test(`an exporter from "${streamVariant}" to "${connectorVariant}" is created, changed, replaced and deleted`, async (t) => {
      const [source, elsewhere] = [await harness.prepare(t, 2), await harness.prepare(t, 1)]
      const [place, there] = [
        await (await harnessOf(connectorVariant)).prepare(t),
        await (await harnessOf(connectorVariant)).prepare(t),
      ]
      const commands = new Commands(new Reality())
      const configuration = (stream = source.settings, connector = place.settings): Configuration => ({
        'batch_exporter.e': { fields: { stream: 'stream.s', data_connector: 'data_connector.c' } },
        'stream.s': { fields: { [streamVariant]: stream } },
        'data_connector.c': { fields: { [connectorVariant]: connector } },
      })
      const apply = async (wanted: Configuration): Promise<ReturnType<typeof actionsIn>> => {
        const plan = await commands.plan(wanted)
        t.deepEqual(plan.diagnostics, [])
        const result = await commands.applyPlan(plan)
        t.deepEqual(result.diagnostics, [])
        t.deepEqual(actionsIn(await commands.plan(wanted)), {})
        return actionsIn(plan)
      }

      await apply({ 'stream.s': { fields: { [streamVariant]: source.settings } } })
      await source.produce(1, ['before'])
      await apply(configuration())
      const [created] = exportJobs(commands.memory.state(), commands.world.deps())
      const recorded = commands.memory.resources.get('batch_exporter.e')
      const start = readAttributes(recorded?.attributes ?? {})?.start.map(({ offset }) => offset > 0)
      t.deepEqual(start, [false, true])

      t.deepEqual(await apply(configuration(source.settings, there.settings)), {
        'batch_exporter.e': 'update',
        'data_connector.c': 'update',
      })
      t.deepEqual(await apply(configuration(source.withPartitions(3), there.settings)), { 'stream.s': 'update' })
      t.deepEqual(await apply(configuration(elsewhere.settings, there.settings)), {
        'batch_exporter.e': 'replace',
        'stream.s': 'replace',
      })
      const [replaced] = exportJobs(commands.memory.state(), commands.world.deps())
      t.not(replaced?.uid, created?.uid)

      const destroy = await commands.plan(configuration(), true)
      t.deepEqual(destroy.diagnostics, [])
      t.deepEqual((await commands.applyPlan(destroy)).diagnostics, [])
      t.is(commands.memory.resources.size + commands.memory.pending.size, 0)
    })
  }
}
