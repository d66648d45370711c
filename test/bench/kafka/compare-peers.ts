import { join } from 'node:path'
import { emptyBucket, makeBucket } from '../../services/s3/bucket.ts'
import type { Figure } from '../figure.ts'
import { median, mebibytes } from '../statistics.ts'
import { bentoPeer } from './bento-peer.ts'
import { kafkajsPeer } from './kafkajs-peer.ts'
import { limitPeer } from './limit-peer.ts'
import { describeShares, percent, type MachineShares } from './machine-shares.ts'
import { measurePeer, type PeerResult } from './measure-peer.ts'
import type { Peer } from './peer.ts'
import type { Servers } from './servers.ts'
import { strmctlPeer } from './strmctl-peer.ts'
import type { FilledTopic } from './topics.ts'

export interface Comparison extends Servers {
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
  /** Of the run with the middle wall time. */
  readonly shares: MachineShares
}

/** What was measured with one topic. */
export interface Compared {
  readonly figures: readonly Figure[]
  /** For the table: one for each peer, in their order; empty where it could not be measured. */
  readonly cells: readonly string[]
}

/** What strmctl is held to, as its figure divided by that of another. */
const BARS: { readonly [other: string]: { readonly wall?: number; readonly cpu?: number; readonly peak?: number } } = {
  [bentoPeer.name]: { wall: 0.5, cpu: 0.4, peak: 0.1 },
  [kafkajsPeer.name]: { cpu: 0.25 },
  [limitPeer.name]: { wall: 1.67 },
}

/** Exports one topic with every peer, side by side, and gives their figures and the first one's ratios to the others. */
export async function comparePeers(comparison: Comparison): Promise<Compared> {
  const { peers, rounds, topic } = comparison
  const results = peers.map((): PeerResult[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const index of peers.keys()) results[index]?.push(await runOnce(comparison, { index, round }))
  }
  const medians = peers.map((peer, index) => mediansOf(peer, results[index] ?? []))
  const [ours, ...others] = medians
  return {
    figures: [
      ...medians.map((each) => figureOf(each, topic)),
      ...(ours === undefined ? [] : others.flatMap((other) => ratios({ ours, other, topic }))),
    ],
    cells: medians.map((each) => cellOf(each, topic)),
  }
}

async function runOnce(
  comparison: Comparison,
  { index, round }: { readonly index: number; readonly round: number },
): Promise<PeerResult> {
  const { kafka, store, topic, directory } = comparison
  const peer = comparison.peers[index]
  if (peer === undefined) throw new RangeError(`No peer ${index}`)
  const name = `${topic.topic}-${index}-${round}`
  await makeBucket(store.address, name)
  const place = { s3: store.address, bucket: name, prefix: `run-${name}` }
  const result = await measurePeer(peer, { kafka, store, topic, place, directory: join(directory, name) })
  await emptyBucket(store.address, name)
  return result
}

function mediansOf({ name }: Peer, runs: readonly PeerResult[]): Medians {
  const middle = (of: (run: PeerResult) => number): number => median(runs.map(of))
  return {
    name,
    wallMs: middle((run) => run.wallMs),
    cpuMs: middle((run) => run.cpuMs),
    peakBytes: middle((run) => run.peakBytes),
    objects: middle((run) => run.objects),
    shares: middleRun(runs).shares,
  }
}

function middleRun(runs: readonly PeerResult[]): PeerResult {
  const wallMs = median(runs.map((run) => run.wallMs))
  const run = runs.find((each) => each.wallMs === wallMs)
  if (run === undefined) throw new RangeError('No run')
  return run
}

function figureOf(each: Medians, topic: FilledTopic): Figure {
  return {
    name: `${topic.topic}, ${each.name}`,
    value: `${rateOf(each, topic)} krec/s, ${perGb(each, topic)} CPU s/GB, ${mebibytes(each.peakBytes)}`,
    against: `${(each.wallMs / 1000).toFixed(1)} s, ${each.objects} objects; ${describeShares(each.shares)}`,
  }
}

function cellOf(each: Medians, topic: FilledTopic): string {
  const { itself, broker, store, idle } = each.shares
  const shares = [itself, broker, store, idle].map(percent).join(' ')
  return `${rateOf(each, topic)} · ${perGb(each, topic)} · ${(each.peakBytes / 2 ** 20).toFixed(0)} · ${shares}`
}

function rateOf({ wallMs }: Medians, { records }: FilledTopic): string {
  return (records / wallMs).toFixed(0)
}

function perGb({ cpuMs }: Medians, { valueBytes }: FilledTopic): string {
  return (cpuMs / 1000 / (valueBytes / 1e9)).toFixed(1)
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
