import { figureLine, type Figure } from '../figure.ts'
import { markdownTable } from '../markdown-table.ts'
import { median } from '../statistics.ts'
import { listed, setting, type BenchDeps, type KafkaBench, type KafkaReport } from './kafka-bench.ts'
import { describeShares } from './machine-shares.ts'
import { measureStrmctl, type StrmctlResult } from './measure-strmctl.ts'
import { fillTopic, topicOf, type FilledTopic } from './topics.ts'

/** What a record costs at most, as a share of what it costs least, start-up left out. */
const BAR = 1.2

/** Processor time of a record in topics of one size with few and many partitions: PARTITIONS, BENCH_SIZES, BENCH_ROUNDS, BENCH_SCALE. */
export const partitions: KafkaBench = {
  configured: () => {
    const { records, bytes } = shapeOf(1)
    return `strmctl up --once over ${records / 1e6} M records of ${bytes} B, 64 MB objects, interval 1h, defaults otherwise; each the median of ${rounds()}; start-up: a run that finds nothing to do`
  },
  run: async (deps) => {
    const costs: Cost[] = []
    for (const count of listed('PARTITIONS', '1,4,16,64').map(Number)) {
      const topic = await fillTopic(deps.kafka, shapeOf(count))
      costs.push(await measureCost(deps, topic))
      await deps.kafka.deleteTopic(topic.topic)
    }
    return report(costs)
  },
}

interface Cost {
  readonly topic: FilledTopic
  /** Milliseconds of processor time. */
  readonly cpuMs: number
  readonly startCpuMs: number
  readonly wallMs: number
}

async function measureCost(deps: BenchDeps, topic: FilledTopic): Promise<Cost> {
  const runs: StrmctlResult[] = []
  for (let round = 0; round < rounds(); round++) {
    const run = await measureStrmctl(deps, { topic, interval: '1h', name: String(round) })
    console.log(
      `${topic.partitions} partitions: ${(run.wallMs / 1000).toFixed(1)} s, ${run.objects} objects; ${describeShares(run.shares)}`,
    )
    runs.push(run)
  }
  const middle = (of: (run: StrmctlResult) => number): number => median(runs.map(of))
  return {
    topic,
    cpuMs: middle((run) => run.cpuMs),
    startCpuMs: middle((run) => run.startCpuMs),
    wallMs: middle((run) => run.wallMs),
  }
}

function report(costs: readonly Cost[]): KafkaReport {
  const each = costs.map(({ topic, cpuMs, startCpuMs }) => perRecord(cpuMs - startCpuMs, topic))
  const figure: Figure = {
    name: 'processor time of a record, highest of lowest',
    value: `${Math.max(...each).toFixed(2)} of ${Math.min(...each).toFixed(2)} µs`,
    measured: Math.max(...each) / Math.min(...each),
    bar: BAR,
  }
  console.log(figureLine(figure))
  const rows = costs.map(({ topic, cpuMs, startCpuMs, wallMs }) => [
    String(topic.partitions),
    perRecord(cpuMs - startCpuMs, topic).toFixed(2),
    perRecord(cpuMs, topic).toFixed(2),
    (startCpuMs / 1000).toFixed(2),
    (topic.records / wallMs).toFixed(0),
  ])
  const head = ['partitions', 'CPU µs a record', 'with start-up', 'start-up CPU s', 'krec/s']
  return { figures: [figure], table: markdownTable(head, rows) }
}

/** Microseconds. */
function perRecord(milliseconds: number, { records }: FilledTopic): number {
  return (milliseconds * 1000) / records
}

function shapeOf(count: number) {
  return topicOf({
    bytes: Number(listed('BENCH_SIZES', '412')[0]),
    partitions: count,
    scale: setting('BENCH_SCALE', 1),
  })
}

function rounds(): number {
  return setting('BENCH_ROUNDS', 1)
}
