import { openCluster } from '../../../../src/io/kafka/cluster.ts'
import type { Generation } from '../../../../src/model/ledger.ts'
import type { GroupSettings } from '../../../../src/streams/kafka/group/group-settings.ts'
import { KafkaLedger } from '../../../../src/streams/kafka/ledger.ts'
import { SETTINGS } from '../kafka-place.ts'
import { entries } from '../../open-stream.ts'
import { systemClock } from '../../system-clock.ts'

/** A member in a process of its own: answers `join`, `write <offset>` and `heartbeat` until it is killed. */
const [, , bootstrap = '', topic = '', group = '', changes = '{}'] = process.argv
const times = { requestTimeoutMs: 10_000, connectTimeoutMs: 10_000 }
const cluster = openCluster({ bootstrapServers: bootstrap.split(','), clientId: 'child', ...times })
const settings = { ...SETTINGS, ...(JSON.parse(changes) as Partial<GroupSettings>), topic, group, uid: 'u1' }
const ledger = new KafkaLedger({ cluster, clock: systemClock, settings })
let generation: Generation | undefined

process.on('message', (command: string) => {
  void answer(command).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.(String(error)),
  )
})

async function answer(command: string): Promise<string> {
  const [verb, offset] = command.split(' ')
  if (verb === 'write') return (await generation?.write(entries({ offset: Number(offset) }))) ?? 'no generation'
  if (verb === 'heartbeat') return String(await generation?.heartbeat())
  generation = await ledger.join({ fresh: true, signal: new AbortController().signal })
  return 'joined'
}
