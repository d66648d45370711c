import { setMaxListeners } from 'node:events'
import type { ExecutionContext } from 'ava'
import type { Admin } from 'kafkajs'
import type { Intent } from '../../../../src/model/ledger.ts'
import { kafka } from '../../../services/kafka.ts'
import type { KafkaTools } from '../../../services/kafka/kafka-tools.ts'
import type { LedgerPlace } from '../../open-stream.ts'
import { adminOf, entries, groupOf } from '../../open-stream.ts'
import type { PlaceOptions } from '../kafka-place.ts'
import { openPlace } from '../kafka-place.ts'

export const never = new AbortController().signal
setMaxListeners(0, never)
export const joining = { fresh: false, signal: never }

export interface BrokerOptions extends PlaceOptions {
  /** By default the one that all tests share. */
  readonly broker?: KafkaTools
}

/** A topic whose ledger is set up; `again` is another process that uses it, `admin` a client that is not ours. */
export async function makePlace(t: ExecutionContext, partitions: number, options: BrokerOptions = {}) {
  const { bootstrap, client, createTopic } = options.broker ?? (await kafka())
  const topic = await createTopic({ partitions })
  const place = openPlace(t, { bootstrap, topic }, options)
  const all = Array.from({ length: partitions }, (_, partition) => partition)
  await (await adminOf(place)).initialise(entries({ partitions }, all), never)
  const again = (other: PlaceOptions = options) => openPlace(t, { bootstrap, topic }, other)
  const admin = client.admin()
  await admin.connect()
  t.teardown(() => admin.disconnect())
  return { ...place, bootstrap, client, admin, again }
}

export function intentOf(batch: string, partitions: readonly number[]): Intent {
  return { batch, revision: 1, time: 1, end: 5, partitions, records: 5, skipped: 0, crc: 7 }
}

export async function offsetOf(place: LedgerPlace, partition = 0): Promise<number | undefined> {
  return (await (await adminOf(place)).read(never)).get(partition)?.offset
}

export async function stateOf(admin: Admin, place: LedgerPlace): Promise<string | undefined> {
  return (await admin.describeGroups([groupOf(place, 'u1')])).groups[0]?.state
}
