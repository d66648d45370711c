import { cpus } from 'node:os'
import { startCluster } from '../../services/kafka/start-cluster.ts'
import { startS3 } from '../../services/s3/start-s3.ts'
import { figureLine, isOverBar } from '../figure.ts'
import { inScratch } from '../scratch.ts'
import { bentoPeer } from './bento-peer.ts'
import { comparePeers } from './compare-peers.ts'
import { kafkajsPeer } from './kafkajs-peer.ts'
import { limitPeer } from './limit-peer.ts'
import type { Peer } from './peer.ts'
import { strmctlPeer } from './strmctl-peer.ts'
import { chooseTopics, fillTopic, type Codec } from './topics.ts'

/** The first of those that run is compared with the others. */
const PEERS: Readonly<Record<string, Peer>> = {
  strmctl: strmctlPeer,
  bento: bentoPeer,
  kafkajs: kafkajsPeer,
  limit: limitPeer,
}

const CODECS: readonly Codec[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

/**
 * `npm run bench:kafka [-- PEER…]`: Kafka to S3 beside other exporters; leaves with 1 when a figure is over its bar.
 * BENCH_SCALE (1), BENCH_CODECS (none,lz4,zstd), BENCH_SIZES (71,412,768) and BENCH_ROUNDS (1) choose how much.
 */
async function main(names: readonly string[]): Promise<void> {
  const peers = (names.length > 0 ? names : Object.keys(PEERS)).map(peerOf)
  const topics = chooseTopics({
    scale: Number(process.env['BENCH_SCALE'] ?? 1),
    codecs: CODECS.filter((codec) => listed('BENCH_CODECS', 'none,lz4,zstd').includes(codec)),
    sizes: listed('BENCH_SIZES', '71,412,768').map(Number),
  })
  console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`)
  for (const { name, configured } of peers) console.log(`${name}: ${configured}`)
  const rounds = Number(process.env['BENCH_ROUNDS'] ?? 1)
  const [kafka, s3] = await Promise.all([startCluster({ heap: 1024, fullSpeed: true }), startS3()])
  try {
    await inScratch(async (directory) => {
      for (const shape of topics) {
        const topic = await fillTopic(kafka, shape)
        for (const figure of await comparePeers({ kafka, s3: s3.address, peers, topic, rounds, directory })) {
          console.log(figureLine(figure))
          if (isOverBar(figure)) process.exitCode = 1
        }
        await kafka.deleteTopic(topic.topic)
      }
    })
  } finally {
    await Promise.all([kafka.close(), s3.close()])
  }
}

function peerOf(name: string): Peer {
  const peer = PEERS[name]
  if (peer === undefined) throw new Error(`No exporter is called "${name}": ${Object.keys(PEERS).join(', ')}`)
  return peer
}

function listed(variable: string, otherwise: string): readonly string[] {
  return (process.env[variable] ?? otherwise).split(',')
}

await main(process.argv.slice(2))
