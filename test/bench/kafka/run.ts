import { cpus } from 'node:os'
import { isOverBar } from '../figure.ts'
import { inScratch } from '../scratch.ts'
import { idleOnKafka } from './idle-on-kafka.ts'
import type { KafkaBench } from './kafka-bench.ts'
import { memory } from './memory.ts'
import { partitions } from './partitions.ts'
import { PEERS, peersBench } from './peers.ts'
import { recovery } from './recovery.ts'
import { withServers } from './servers.ts'

/** Measures of strmctl alone. */
const ALONE: Readonly<Record<string, KafkaBench>> = { recovery, memory, partitions, idle: idleOnKafka }

/**
 * `npm run bench:kafka [-- PEER… | recovery | memory | partitions | idle]`: leaves with 1 when a figure is over its bar.
 * What each takes from the environment is in CONTRIBUTING; for all BENCH_SCALE (1) multiplies the records.
 */
async function main(names: readonly string[]): Promise<void> {
  console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`)
  for (const bench of chosen(names)) {
    console.log(`\n${bench.configured()}`)
    await withServers((servers) =>
      inScratch(async (directory) => {
        const { figures, table } = await bench.run({ ...servers, directory })
        console.log(`\n${table}`)
        if (figures.some(isOverBar)) process.exitCode = 1
      }),
    )
  }
}

function chosen(names: readonly string[]): readonly KafkaBench[] {
  const wrong = names.find((name) => !(name in PEERS) && !(name in ALONE))
  const known = [...Object.keys(PEERS), ...Object.keys(ALONE)].join(', ')
  if (wrong !== undefined) throw new Error(`Nothing to measure is called "${wrong}": ${known}`)
  const peers = Object.entries(PEERS).flatMap(([name, peer]) =>
    names.length === 0 || names.includes(name) ? [peer] : [],
  )
  const alone = names.flatMap((name) => ALONE[name] ?? [])
  return [...(peers.length > 0 ? [peersBench(peers)] : []), ...alone]
}

await main(process.argv.slice(2))
