import { hostname } from 'node:os'
import { openCluster } from '../../io/kafka/cluster.ts'
import type { KafkaCluster } from '../../io/kafka/cluster.ts'
import { Codecs } from '../../io/kafka/records/codecs.ts'
import type { EventWriter } from '../../model/event-writer.ts'
import type { FieldValues } from '../../model/fields.ts'
import type { Stream, StreamActions, StreamDeps } from '../../model/stream.ts'
import { describeTopic } from './describe.ts'
import { ensureTopic, removeTopic } from './ensure.ts'
import { explained } from './explain-failure.ts'
import { heartbeatInterval } from './group/group-settings.ts'
import type { GroupSettings } from './group/group-settings.ts'
import { KafkaLedgerAdmin } from './ledger-admin.ts'
import { KafkaLedger } from './ledger.ts'
import { KafkaReader } from './read/reader.ts'
import { kafkaSettings } from './settings.ts'
import type { KafkaSettings } from './settings.ts'
import { topicAbsent } from './topic-absent.ts'
import { TopicIdentity } from './topic-identity.ts'
import { KafkaWriter } from './writer.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** Between looks for partitions that were added. */
const METADATA_REFRESH_MS = 60_000

/** Opens the stream without touching the network: `describe` says whether it is there. */
export function openKafkaStream(values: FieldValues, deps: StreamDeps): Stream {
  const settings = kafkaSettings(values, deps)
  const { requestTimeoutMs, fetchMaxBytes } = settings
  const { clock } = deps
  const cluster = clusterOf(settings)
  const topic = new TopicIdentity(settings.topic)
  const codecs = new Codecs()
  const readParts = { cluster, clock, topic, codecs, fetchMaxBytes, requestTimeoutMs }
  const ledgerDeps = (uid: string, group: string, chosen = settings) => {
    return { cluster, clock, settings: groupSettings(chosen, { uid, group }, deps) }
  }
  // A static member would stay in the group when it leaves.
  const passing = { ...settings, isMembershipStatic: false }
  const close = () => cluster.close()
  return {
    describe: (signal) => explained(settings.topic, () => describeTopic({ cluster, clock, topic }, signal)),
    openReader: () => Promise.resolve(new KafkaReader(readParts)),
    openLedger: (uid, group) => Promise.resolve(new KafkaLedger(ledgerDeps(uid, group))),
    ledgerAdmin: (uid, group) => Promise.resolve(new KafkaLedgerAdmin(ledgerDeps(uid, group, passing))),
    close,
    [Symbol.asyncDispose]: close,
  }
}

export function kafkaActions(values: FieldValues, deps: StreamDeps): StreamActions {
  const settings = kafkaSettings(values, deps)
  const { clock } = deps
  const once = <T>(act: (cluster: KafkaCluster) => Promise<T>): Promise<T> =>
    explained(settings.topic, async () => {
      const cluster = clusterOf(settings)
      try {
        return await act(cluster)
      } finally {
        await cluster.close()
      }
    })
  const parts = (cluster: KafkaCluster) => ({ cluster, clock, topic: new TopicIdentity(settings.topic) })
  return {
    ensure: (signal) => once((cluster) => ensureTopic(parts(cluster), settings.topicToMake, signal)),
    remove: async (made, signal) => {
      if (made === undefined || !settings.deletesTopic) return
      await once((cluster) => removeTopic(parts(cluster), made, signal))
    },
  }
}

export async function openKafkaWriter(values: FieldValues, deps: StreamDeps): Promise<EventWriter> {
  const settings = kafkaSettings(values, deps)
  const { topic, requestTimeoutMs } = settings
  const cluster = clusterOf(settings)
  const signal = AbortSignal.timeout(CONNECT_TIMEOUT_MS + requestTimeoutMs)
  try {
    const found = await explained(topic, () => cluster.topic(topic, { signal }))
    if (found === undefined) throw topicAbsent(topic)
  } catch (error) {
    await cluster.close()
    throw error
  }
  return new KafkaWriter({ cluster, clock: deps.clock, topic, requestTimeoutMs })
}

function clusterOf({ bootstrapServers, clientId, requestTimeoutMs, tls, sasl }: KafkaSettings): KafkaCluster {
  const connectTimeoutMs = CONNECT_TIMEOUT_MS
  return openCluster({ bootstrapServers, clientId, requestTimeoutMs, connectTimeoutMs, tls, sasl })
}

function groupSettings(
  settings: KafkaSettings,
  member: { readonly uid: string; readonly group: string },
  { leaseMs, processName }: Pick<StreamDeps, 'leaseMs' | 'processName'>,
): GroupSettings {
  const sessionTimeoutMs = settings.sessionTimeoutMs ?? leaseMs
  const instance = ['strmctl', hostname(), ...(processName === undefined ? [] : [processName])].join('-')
  return {
    group: member.group,
    uid: member.uid,
    topic: settings.topic,
    sessionTimeoutMs,
    rebalanceTimeoutMs: settings.rebalanceTimeoutMs,
    heartbeatMs: heartbeatInterval(sessionTimeoutMs),
    requestTimeoutMs: settings.requestTimeoutMs,
    metadataRefreshMs: METADATA_REFRESH_MS,
    ...(settings.isMembershipStatic ? { instanceId: instance } : {}),
  }
}
