import type { ExecutionContext } from 'ava'
import type { KafkaCluster } from '../../../src/io/kafka/cluster.ts'
import { openCluster } from '../../../src/io/kafka/cluster.ts'
import type { Clock } from '../../../src/model/clock.ts'
import type { GroupSettings } from '../../../src/streams/kafka/group/group-settings.ts'
import { KafkaLedgerAdmin } from '../../../src/streams/kafka/ledger-admin.ts'
import { KafkaLedger } from '../../../src/streams/kafka/ledger.ts'
import type { LedgerPlace } from '../open-stream.ts'
import { systemClock } from '../system-clock.ts'

export interface PlaceOptions {
  readonly clock?: Clock
  readonly settings?: Partial<GroupSettings>
}

/** A topic as far as ledgers are concerned, with a connection of its own to the brokers: one process. */
export interface KafkaPlace extends LedgerPlace {
  readonly cluster: KafkaCluster
  readonly settings: (uid: string, group: string) => GroupSettings
}

export function openPlace(
  t: Pick<ExecutionContext, 'teardown'>,
  { bootstrap, topic }: { readonly bootstrap: string; readonly topic: string },
  options: PlaceOptions = {},
): KafkaPlace {
  const times = { requestTimeoutMs: 10_000, connectTimeoutMs: 10_000 }
  const cluster = openCluster({ bootstrapServers: bootstrap.split(','), clientId: 'test', ...times })
  t.teardown(() => cluster.close())
  const settings = (uid: string, group: string): GroupSettings => ({
    ...SETTINGS,
    topic,
    uid,
    group,
    ...options.settings,
  })
  const parts = (uid: string, group: string) => ({
    cluster,
    clock: options.clock ?? systemClock,
    settings: settings(uid, group),
  })
  const stream = {
    openLedger: (uid: string, group: string) => Promise.resolve(new KafkaLedger(parts(uid, group))),
    ledgerAdmin: (uid: string, group: string) => Promise.resolve(new KafkaLedgerAdmin(parts(uid, group))),
  }
  return { stream, topic, cluster, settings }
}

const SETTINGS = {
  sessionTimeoutMs: 6000,
  rebalanceTimeoutMs: 6000,
  heartbeatMs: 100,
  requestTimeoutMs: 10_000,
  metadataRefreshMs: 60_000,
}
