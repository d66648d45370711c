import { markdownTable } from '../markdown-table.ts'
import type { Figure } from '../figure.ts'
import { figureLine } from '../figure.ts'
import { bentoPeer } from './bento-peer.ts'
import { comparePeers } from './compare-peers.ts'
import { listed, setting, type BenchDeps, type KafkaBench, type KafkaReport } from './kafka-bench.ts'
import { kafkajsPeer } from './kafkajs-peer.ts'
import { limitPeer } from './limit-peer.ts'
import type { Peer } from './peer.ts'
import { strmctlPeer } from './strmctl-peer.ts'
import { chooseTopics, fillTopic, type Codec } from './topics.ts'

/** The first of those that run is compared with the others. */
export const PEERS: Readonly<Record<string, Peer>> = {
  strmctl: strmctlPeer,
  bento: bentoPeer,
  kafkajs: kafkajsPeer,
  limit: limitPeer,
}

const CODECS: readonly Codec[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

/** Whole topics to objects of 64 MB, by all of these programs in turn. */
export function peersBench(peers: readonly Peer[]): KafkaBench {
  return {
    configured: () => peers.map(({ name, configured }) => `${name}: ${configured}`).join('\n'),
    run: (deps) => compareAll(peers, deps),
  }
}

async function compareAll(peers: readonly Peer[], deps: BenchDeps): Promise<KafkaReport> {
  const figures: Figure[] = []
  const rows: (readonly string[])[] = []
  const topics = chooseTopics({
    scale: setting('BENCH_SCALE', 1),
    codecs: CODECS.filter((codec) => listed('BENCH_CODECS', 'none,lz4,zstd').includes(codec)),
    sizes: listed('BENCH_SIZES', '71,412,768').map(Number),
  })
  for (const shape of topics) {
    const topic = await fillTopic(deps.kafka, shape)
    const rounds = setting('BENCH_ROUNDS', 1)
    const compared = await comparePeers({ ...deps, peers, topic, rounds })
    // Each as soon as it is there: all of them take long.
    console.log(compared.figures.map(figureLine).join('\n'))
    figures.push(...compared.figures)
    rows.push([
      `${shape.name} x ${topic.records / 1e6} M, ${shape.partitions} partitions, ${shape.codec}`,
      ...compared.cells,
    ])
    await deps.kafka.deleteTopic(topic.topic)
  }
  const head = ['records', ...peers.map(({ name }) => name)]
  const legend = 'Cells: krec/s · CPU s/GB · peak MiB · share of the machine of itself, broker, store, and idle'
  return { figures, table: `${markdownTable(head, rows)}\n\n${legend}` }
}
