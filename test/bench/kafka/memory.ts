import { figureLine, type Figure } from '../figure.ts'
import { markdownTable } from '../markdown-table.ts'
import { mebibytes, median } from '../statistics.ts'
import { listed, setting, type BenchDeps, type KafkaBench, type KafkaReport } from './kafka-bench.ts'
import { describeShares } from './machine-shares.ts'
import { measureStrmctl, type StrmctlResult } from './measure-strmctl.ts'
import { fillTopic, topicOf, type FilledTopic } from './topics.ts'

/** The highest may be this much of the lowest. */
const BAR = 1.2

/** Peak memory for short and long intervals, few and many partitions: MEMORY_INTERVALS, MEMORY_PARTITIONS, BENCH_ROUNDS, BENCH_SCALE. */
export const memory: KafkaBench = {
  configured: () => {
    const { records, bytes } = shapeOf(1)
    return `strmctl up --once over ${records / 1e6} M records of ${bytes} B, 64 MB objects, --memory 128MiB (the default), defaults otherwise; VmHWM, each the median of ${rounds()}`
  },
  run: async (deps) => {
    const cells: Cell[] = []
    for (const partitions of listed('MEMORY_PARTITIONS', '5,200').map(Number)) {
      const topic = await fillTopic(deps.kafka, shapeOf(partitions))
      for (const interval of listed('MEMORY_INTERVALS', '1s,1h')) {
        cells.push(await measureCell(deps, { topic, interval }))
      }
      await deps.kafka.deleteTopic(topic.topic)
    }
    return report(cells)
  },
}

interface Cell {
  readonly topic: FilledTopic
  readonly interval: string
  readonly peakBytes: number
  readonly wallMs: number
  readonly objects: number
}

async function measureCell(deps: BenchDeps, { topic, interval }: Pick<Cell, 'topic' | 'interval'>): Promise<Cell> {
  const runs: StrmctlResult[] = []
  for (let round = 0; round < rounds(); round++) {
    const run = await measureStrmctl(deps, { topic, interval, name: `${interval}-${round}` })
    console.log(`${topic.partitions} partitions, interval ${interval}: ${lineOf(run)}`)
    runs.push(run)
  }
  const middle = (of: (run: StrmctlResult) => number): number => median(runs.map(of))
  return {
    topic,
    interval,
    peakBytes: middle((run) => run.peakBytes),
    wallMs: middle((run) => run.wallMs),
    objects: middle((run) => run.objects),
  }
}

function lineOf({ peakBytes, wallMs, objects, shares }: StrmctlResult): string {
  return `${mebibytes(peakBytes)}, ${(wallMs / 1000).toFixed(1)} s, ${objects} objects; ${describeShares(shares)}`
}

function report(cells: readonly Cell[]): KafkaReport {
  const peaks = cells.map(({ peakBytes }) => peakBytes)
  const figure: Figure = {
    name: 'peak memory, highest of lowest',
    value: `${mebibytes(Math.max(...peaks))} of ${mebibytes(Math.min(...peaks))}`,
    measured: Math.max(...peaks) / Math.min(...peaks),
    bar: BAR,
  }
  console.log(figureLine(figure))
  const rows = cells.map(({ topic, interval, peakBytes, wallMs, objects }) => [
    `${topic.partitions} partitions, interval ${interval}`,
    (peakBytes / 2 ** 20).toFixed(0),
    (topic.records / wallMs).toFixed(0),
    String(objects),
  ])
  return { figures: [figure], table: markdownTable(['', 'peak MiB', 'krec/s', 'objects'], rows) }
}

function shapeOf(partitions: number) {
  return topicOf({ bytes: 412, partitions, scale: setting('BENCH_SCALE', 1) })
}

function rounds(): number {
  return setting('BENCH_ROUNDS', 1)
}
