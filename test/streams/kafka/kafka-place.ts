import type { ExecutionContext } from 'ava'
import type { KafkaCluster } from '../../../src/io/kafka/cluster.ts'
import { openCluster } from '../../../src/io/kafka/cluster.ts'
import { openConnection } from '../../../src/io/kafka/open-connection.ts'
import type { Clock } from '../../../src/model/clock.ts'
import type { GroupSettings } from '../../../src/streams/kafka/group/group-settings.ts'
import { KafkaLedgerAdmin } from '../../../src/streams/kafka/ledger-admin.ts'
import { KafkaLedger } from '../../../src/streams/kafka/ledger.ts'
import type { LedgerPlace } from '../open-stream.ts'
import { systemClock } from '../system-clock.ts'

export interface PlaceOptions {
  readonly clock?: Clock
  readonly settings?: Partial<GroupSettings>
  /** Where the connections of members go instead of the coordinator: a proxy's port. */
  readonly through?: number
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
  const { through } = options
  const dedicated: KafkaCluster['dedicated'] = (broker, { signal }) => {
    if (through === undefined) return cluster.dedicated(broker, { signal })
    return openConnection({ host: '127.0.0.1', port: through }, { clientId: 'test', ...times }, signal)
  }
  const seen: KafkaCluster = {
    requestAny: (...call) => cluster.requestAny(...call),
    request: (broker, ...call) => cluster.request(broker, ...call),
    topic: (name, lookUp) => cluster.topic(name, lookUp),
    coordinator: (name, lookUp) => cluster.coordinator(name, lookUp),
    close: () => cluster.close(),
    dedicated,
  }
  const settings = (uid: string, group: string): GroupSettings => ({
    ...SETTINGS,
    topic,
    uid,
    group,
    ...options.settings,
  })
  const parts = (uid: string, group: string) => ({
    cluster: seen,
    clock: options.clock ?? systemClock,
    settings: settings(uid, group),
  })
  const stream = {
    openLedger: (uid: string, group: string) => Promise.resolve(new KafkaLedger(parts(uid, group))),
    ledgerAdmin: (uid: string, group: string) => Promise.resolve(new KafkaLedgerAdmin(parts(uid, group))),
  }
  return { stream, topic, cluster, settings }
}

export const SETTINGS = {
  sessionTimeoutMs: 6000,
  rebalanceTimeoutMs: 6000,
  heartbeatMs: 100,
  requestTimeoutMs: 10_000,
  metadataRefreshMs: 60_000,
}
