import { setTimeout } from 'node:timers/promises'
import type { Broker, KafkaCluster } from '../services/kafka/start-cluster.ts'
import type { Fate, Proxy } from '../services/proxy/faults.ts'
import type { HttpRequest, OwnAnswer } from '../services/proxy/http-proxy.ts'
import { API, type KafkaRequest } from '../services/proxy/kafka-proxy.ts'
import type { StartedS3 } from '../services/s3/start-s3.ts'
import type { Fault } from './ground.ts'

/** Milliseconds that a fault lasts: long enough for time-outs and retries to happen. */
const LASTS = 3000
/** Milliseconds of the long one. */
const OUTAGE = 60_000

/** The requests whose outcome the protocol must never guess. */
const DECISIVE: readonly number[] = [API.OffsetCommit, API.JoinGroup, API.SyncGroup, API.OffsetFetch]

/** A broker that is killed, stopped in order, or stands still. */
export function brokerFaults(broker: Broker): readonly Fault[] {
  return [
    { name: 'broker killed', strike: () => away(broker, broker.kill) },
    { name: 'broker stopped', strike: () => away(broker, broker.stop) },
    { name: 'broker away for long', strike: () => away(broker, broker.kill, 3 * LASTS) },
    {
      name: 'broker frozen',
      strike: async (random) => {
        broker.pause()
        await setTimeout(random() * 2 * LASTS)
        broker.resume()
      },
    },
  ]
}

/** The leader of a partition goes, at once or in order, and comes back when another one leads. */
export function leaderFaults(kafka: KafkaCluster, topic: string): readonly Fault[] {
  const replace = async (partition: number, end: 'kill' | 'stop'): Promise<void> => {
    const leader = await kafka.leaderOf(topic, partition)
    const broker = kafka.brokers[leader - 1]
    await broker?.[end]()
    await kafka.leaderOf(topic, partition, leader)
    await broker?.start()
  }
  return (['kill', 'stop'] as const).map((end) => ({
    name: `leader moves (${end})`,
    strike: (random) => replace(Math.floor(random() * 4), end),
  }))
}

/** No broker for a minute: longer than every time-out of requests and of the session. */
export function outage(brokers: readonly Broker[]): Fault {
  return {
    name: 'brokers away for a minute',
    strike: async () => {
      await Promise.all(brokers.map((broker) => broker.kill()))
      await setTimeout(OUTAGE)
      await Promise.all(brokers.map((broker) => broker.start()))
    },
  }
}

async function away(broker: Broker, end: () => Promise<void>, milliseconds = LASTS): Promise<void> {
  await end()
  await setTimeout(milliseconds)
  await broker.start()
}

/** Answers of the group's requests that are cut, swallowed or late, and requests that never arrive. */
export function kafkaAnswerFaults(proxy: Proxy<KafkaRequest>): readonly Fault[] {
  return [
    during(proxy, { name: 'commit answers cut', faults: { answer: onDecisive(() => 'cut') } }),
    during(proxy, { name: 'commit answers swallowed', faults: { answer: onDecisive(() => 'drop') } }),
    during(proxy, { name: 'commit answers late', faults: { answer: onDecisive(late) } }),
    during(proxy, { name: 'commits cut', faults: { request: onDecisive(() => 'cut') } }),
    { name: 'broker connections cut', strike: () => Promise.resolve(proxy.cutAll()) },
  ]
}

/** A store that refuses, stalls, or does the work and never says so. */
export function storeFaults(proxy: Proxy<HttpRequest, OwnAnswer>, store: StartedS3): readonly Fault[] {
  return [
    during(proxy, { name: 'PUT answers cut', faults: { answer: onPut(() => 'cut') } }),
    during(proxy, { name: 'PUT answers swallowed', faults: { answer: onPut(() => 'drop') } }),
    during(proxy, { name: 'PUT answers late', faults: { answer: onPut(late) } }),
    during(proxy, { name: 'PUTs cut', faults: { request: onPut(() => 'cut') } }),
    during(proxy, { name: 'store says nothing', faults: { request: () => 'drop' } }),
    during(proxy, { name: 'store is slow', faults: { request: slowly } }),
    during(proxy, { name: 'store answers 503', faults: { request: () => refusal(503, 'SlowDown') } }),
    during(proxy, { name: 'store answers 403', faults: { request: () => refusal(403, 'AccessDenied') } }),
    {
      name: 'store killed',
      strike: async () => {
        await store.kill()
        await setTimeout(LASTS)
        await store.start()
      },
    },
  ]
}

function onDecisive(fate: () => Fate | Promise<Fate>): (request: KafkaRequest) => Fate | Promise<Fate> {
  return ({ apiKey }) => (DECISIVE.includes(apiKey) ? fate() : 'pass')
}

function onPut(fate: () => Fate | Promise<Fate>): (request: HttpRequest) => Fate | Promise<Fate> {
  return ({ method }) => (method === 'PUT' ? fate() : 'pass')
}

interface Spell<Request, Instead> {
  readonly name: string
  readonly faults: Parameters<Proxy<Request, Instead>['become']>[0]
}

function during<Request, Instead>(proxy: Proxy<Request, Instead>, { name, faults }: Spell<Request, Instead>): Fault {
  return {
    name,
    strike: async () => {
      proxy.become(faults)
      await setTimeout(LASTS)
      proxy.become()
    },
  }
}

async function slowly(): Promise<Fate> {
  await setTimeout(LASTS / 4)
  return 'pass'
}

async function late(): Promise<Fate> {
  await setTimeout(LASTS)
  return 'pass'
}

/** As S3 words it: "Error responses" of its API reference. */
function refusal(status: number, code: string): OwnAnswer {
  return { status, body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>` }
}
