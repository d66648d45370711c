import { join } from 'node:path'
import { makeBucket } from '../../services/s3/bucket.ts'
import type { S3Address } from '../../services/s3/prepare-s3.ts'
import type { KafkaTools } from '../../services/kafka/kafka-tools.ts'
import type { Figure } from '../figure.ts'
import { median, mebibytes } from '../statistics.ts'
import { bentoPeer } from './bento-peer.ts'
import { kafkajsPeer } from './kafkajs-peer.ts'
import { limitPeer } from './limit-peer.ts'
import { measurePeer, type PeerResult } from './measure-peer.ts'
import type { Peer } from './peer.ts'
import { strmctlPeer } from './strmctl-peer.ts'
import type { FilledTopic } from './topics.ts'

export interface Comparison {
  readonly kafka: KafkaTools
  readonly s3: S3Address
  readonly peers: readonly Peer[]
  readonly topic: FilledTopic
  /** Each peer runs this often, taking turns; the middle one counts. */
  readonly rounds: number
  readonly directory: string
}

/** The medians of one peer. */
interface Medians {
  readonly name: string
  readonly wallMs: number
  readonly cpuMs: number
  readonly peakBytes: number
  readonly objects: number
  readonly othersShare: number
}

/** What strmctl is held to, as its figure divided by that of another. */
const BARS: { readonly [other: string]: { readonly wall?: number; readonly cpu?: number; readonly peak?: number } } = {
  [bentoPeer.name]: { wall: 0.5, cpu: 0.4, peak: 0.1 },
  [kafkajsPeer.name]: { cpu: 0.25 },
  [limitPeer.name]: { wall: 1.67 },
}

/** Exports one topic with every peer, side by side, and gives their figures and the first one's ratios to the others. */
export async function comparePeers(comparison: Comparison): Promise<readonly Figure[]> {
  const { rounds, topic } = comparison
  const peers = comparison.peers.filter(({ codecs }) => codecs?.includes(topic.codec) ?? true)
  const results = new Map<Peer, PeerResult[]>()
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers) {
      results.set(peer, [...(results.get(peer) ?? []), await runOnce(comparison, { peer, round })])
    }
  }
  const medians = [...results].map(([peer, runs]) => mediansOf(peer, runs))
  const [ours, ...others] = medians
  return [
    ...medians.map((each) => figureOf(each, topic)),
    ...(ours === undefined ? [] : others.flatMap((other) => ratios({ ours, other, topic }))),
  ]
}

async function runOnce(comparison: Comparison, { peer, round }: { peer: Peer; round: number }): Promise<PeerResult> {
  const { kafka, s3, topic } = comparison
  const name = `${topic.topic}-${comparison.peers.indexOf(peer)}-${round}`
  await makeBucket(s3, name)
  const place = { s3, bucket: name, prefix: `run-${name}` }
  return await measurePeer(peer, { kafka, topic, place, directory: join(comparison.directory, name) })
}

function mediansOf({ name }: Peer, runs: readonly PeerResult[]): Medians {
  const middle = (of: (run: PeerResult) => number): number => median(runs.map(of))
  return {
    name,
    wallMs: middle((run) => run.wallMs),
    cpuMs: middle((run) => run.cpuMs),
    peakBytes: middle((run) => run.peakBytes),
    objects: middle((run) => run.objects),
    othersShare: middle((run) => run.othersShare),
  }
}

function figureOf(each: Medians, topic: FilledTopic): Figure {
  const rate = topic.records / each.wallMs
  const perGb = each.cpuMs / 1000 / (topic.valueBytes / 1e9)
  return {
    name: `${topic.topic}, ${each.name}`,
    value: `${rate.toFixed(0)} krec/s, ${perGb.toFixed(1)} CPU s/GB, ${mebibytes(each.peakBytes)}`,
    against: `${(each.wallMs / 1000).toFixed(1)} s, ${each.objects} objects, others took ${(each.othersShare * 100).toFixed(0)}%`,
  }
}

interface Pair {
  readonly ours: Medians
  readonly other: Medians
  readonly topic: FilledTopic
}

function ratios({ ours, other, topic }: Pair): readonly Figure[] {
  const bars = ours.name === strmctlPeer.name ? (BARS[other.name] ?? {}) : {}
  const rows = [
    { of: 'wall', measured: ours.wallMs / other.wallMs, bar: bars.wall },
    { of: 'processor', measured: ours.cpuMs / other.cpuMs, bar: bars.cpu },
    { of: 'peak memory', measured: ours.peakBytes / other.peakBytes, bar: bars.peak },
  ]
  return rows.map(({ of, measured, bar }) => ({
    name: `${topic.topic}, ${of} of ${ours.name}`,
    value: 'as a share of',
    measured,
    ...(bar === undefined ? {} : { bar }),
    against: other.name,
  }))
}
