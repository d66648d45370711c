import { randomUUID } from 'node:crypto'
import test from 'ava'
import { DECODERS } from '../../../src/decoders/catalogue.ts'
import { FORMATS } from '../../../src/formats/catalogue.ts'
import { CONNECTORS } from '../../../src/connectors/catalogue.ts'
import { composeWorld } from '../../../src/cli/compose-engine.ts'
import { shareConnectors } from '../../../src/engine/sharing/share-connectors.ts'
import type { Connector } from '../../../src/model/connector.ts'
import { Secret } from '../../../src/model/secret.ts'
import { STREAMS } from '../../../src/streams/catalogue.ts'
import { DIRECT_LINK } from '../../memory/link.ts'
import { MemoryStore } from '../../memory/memory-store.ts'
import { systemClock } from '../../streams/system-clock.ts'
import { aRevision } from '../kit.ts'

const KEY = new Secret('key')

/** Exporters of one destination, and how often that is opened and closed. */
class Shared {
  opened = 0
  closed = 0
  isBroken = false
  readonly open = shareConnectors(() => this.#open())

  of(settings: { readonly [name: string]: string | Secret }): Promise<Connector> {
    return this.open(aRevision(1, { connector: { address: 'data_connector.out', variant: 'memory', settings } }))
  }

  #open(): Promise<Connector> {
    if (this.isBroken) return Promise.reject(new Error('No credentials'))
    this.opened++
    const connector = new MemoryStore().connector('memory', DIRECT_LINK)
    const close = (): Promise<void> => Promise.resolve(void this.closed++)
    return Promise.resolve({ ...connector, close, [Symbol.asyncDispose]: close })
  }
}

test('a destination is opened once for all who declare the same, and closed with the last of them', async (t) => {
  const shared = new Shared()
  const same = { bucket: 'a', secret: KEY }
  const [one, two] = await Promise.all([shared.of(same), shared.of({ ...same, secret: new Secret('key') })])
  t.is(one.sink, two.sink)
  await one.close()
  await one.close()
  t.deepEqual([shared.opened, shared.closed], [1, 0])
  await two.close()
  t.deepEqual([shared.opened, shared.closed], [1, 1])
  await (await shared.of(same)).close()
  t.deepEqual([shared.opened, shared.closed], [2, 2])
})

test('destinations with other settings or secrets are opened for themselves', async (t) => {
  const shared = new Shared()
  await Promise.all(
    [
      { bucket: 'a', secret: KEY },
      { bucket: 'b', secret: KEY },
      { bucket: 'a', secret: new Secret('another') },
    ].map((settings) => shared.of(settings)),
  )
  t.is(shared.opened, 3)
})

test('a destination that could not be opened is tried anew by the next one', async (t) => {
  const shared = new Shared()
  shared.isBroken = true
  const tries = await Promise.allSettled([shared.of({}), shared.of({})])
  t.deepEqual(
    tries.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  shared.isBroken = false
  await (await shared.of({})).close()
  t.deepEqual([shared.opened, shared.closed], [1, 1])
})

test('the exporters of a process have one session of a bucket', async (t) => {
  const deps = { directory: '/', uuid: randomUUID, environment: {} }
  const world = composeWorld(
    {
      rulesDeps: { connectors: CONNECTORS, streams: STREAMS, formats: FORMATS, decoders: DECODERS, directory: '/' },
      streamDeps: { ...deps, clock: systemClock, leaseMs: 1000 },
      connectorDeps: deps,
    },
    { memoryBytes: 1 << 20, emit: () => undefined },
  )
  const settings = { bucket_name: 'lake', region: 'eu-west-1', multipart_threshold: 1 << 20 }
  const of = (address: string) => ({ connector: { address, variant: 's3_bucket', settings } })
  const [one, two] = await Promise.all([
    world.openConnector(aRevision(1, of('data_connector.lake'))),
    world.openConnector(aRevision(2, of('data_connector.lake'))),
  ])
  t.is(one.sink, two.sink)
  await Promise.all([one.close(), two.close()])
})
