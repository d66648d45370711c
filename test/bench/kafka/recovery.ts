import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyBucket, makeBucket } from '../../services/s3/bucket.ts'
import { markdownTable } from '../markdown-table.ts'
import { runMeasured, BIN } from '../run-measured.ts'
import { percentile } from '../statistics.ts'
import type { BenchDeps, KafkaBench, KafkaReport } from './kafka-bench.ts'
import { killRounds, type KillTimes } from './kill-rounds.ts'
import { describeShares, sharesBetween, timesOf } from './machine-shares.ts'
import { ObjectWatch } from './object-watch.ts'
import { exporterConfiguration } from './exporter-configuration.ts'
import { RECOVERY_CASES, type RecoveryCase } from './recovery-cases.ts'
import { describeRecovery, recoverySettings, type RecoverySettings } from './recovery-settings.ts'
import { produceSteadily, type Written } from './steady-producer.ts'
import { upArguments, UpProcess } from './up-process.ts'
import { verifyPrefix, type Place } from './verify-prefix.ts'

/** How long nothing flows after a kill -9: RECOVERY_KILLS and the others of `RecoverySettings`. */
export const recovery: KafkaBench = {
  configured: () => {
    const settings = recoverySettings()
    return [
      describeRecovery(settings),
      ...settings.cases.map(({ name, described }) => `${name}: ${described}`),
      'Times are from the kill until its partitions are in living hands (joined), until the bucket lists an object of any of them (first), and of all of them (all); to 50 ms',
    ].join('\n')
  },
  run: async (deps) => {
    const settings = recoverySettings()
    const waiting = [...settings.cases]
    const results: CaseResult[] = []
    const before = await timesOf(deps)
    const takeTurns = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        results.push(await measureCase(deps, { which: next, settings }))
      }
    }
    await Promise.all(Array.from({ length: settings.atOnce }, takeTurns))
    // What the exporters used went with them: it is among the others.
    console.log(
      `producer and exporters are the others; ${describeShares(sharesBetween(before, await timesOf(deps), 0))}`,
    )
    return report(results)
  },
}

interface CaseResult {
  readonly which: RecoveryCase
  readonly times: readonly KillTimes[]
  readonly objects: number
  readonly written: Written
}

interface CaseTask {
  readonly which: RecoveryCase
  readonly settings: RecoverySettings
}

/** Kills under load; then exports what is left and verifies everything. */
async function measureCase(deps: BenchDeps, { which, settings }: CaseTask): Promise<CaseResult> {
  const { kafka, store } = deps
  const { partitions, perSecond, bytes } = settings
  const topic = await kafka.createTopic({ name: `recovery-${which.name}`, partitions })
  const place: Place = { s3: store.address, bucket: topic, prefix: 'events' }
  await makeBucket(store.address, topic)
  const directory = join(deps.directory, topic)
  const env = { AWS_ACCESS_KEY_ID: place.s3.accessKeyId, AWS_SECRET_ACCESS_KEY: place.s3.secretAccessKey }
  await mkdir(directory)
  await writeFile(join(directory, 'main.strm.hcl'), configuration(deps, { which, settings, topic, place }))
  await runMeasured([BIN, 'apply', '--auto-approve'], directory, env)
  const producer = produceSteadily({ bootstrap: kafka.bootstrap, topic, partitions, perSecond, bytes })
  const watch = new ObjectWatch(place)
  const start = (): UpProcess => new UpProcess({ directory, env, workers: which.workers })
  const times = await killRounds({ case: which, settings, watch, start })
  await watch.close()
  const written = await producer.stop()
  await runMeasured([BIN, ...upArguments({ workers: which.workers }), '--once'], directory, env)
  await runMeasured([BIN, 'verify', '--content'], directory, env)
  const objects = await verifyPrefix(place, written)
  await emptyBucket(store.address, topic)
  await kafka.deleteTopic(topic)
  console.log(lineOf({ which, times, objects, written }))
  return { which, times, objects, written }
}

function configuration(
  { kafka }: BenchDeps,
  { which, settings, topic, place }: CaseTask & { readonly topic: string; readonly place: Place },
): string {
  const { interval } = settings
  const session = which.session ?? settings.session
  const timeOut = session === undefined ? [] : [`session_timeout   = "${session}s"`]
  return exporterConfiguration({
    brokers: kafka.bootstrap.split(','),
    topic,
    place,
    stream: [`static_membership = ${which.isStatic}`, ...timeOut],
    exporter: [`interval                = "${interval}s"`],
  })
}

function lineOf({ which, times, objects, written }: CaseResult): string {
  const { records, seconds } = written
  const each = times.map(({ joinedMs, firstMs, allMs }) => [joinedMs, firstMs, allMs].map(secondsOf).join('/'))
  const rate = `${(records / seconds / 1000).toFixed(1)} krec/s for ${seconds.toFixed(0)} s`
  return `${which.name}: ${records} records, ${rate}, each once in ${objects} objects; joined/first/all in s: ${each.join(' ')}`
}

function report(results: readonly CaseResult[]): KafkaReport {
  const inOrder = RECOVERY_CASES.flatMap((which) => results.filter((result) => result.which === which))
  const rows = inOrder.map(({ which, times, objects, written }) => [
    which.described,
    String(times.length),
    sharesOf(times.map(({ joinedMs }) => joinedMs)),
    sharesOf(times.map(({ firstMs }) => firstMs)),
    sharesOf(times.map(({ allMs }) => allMs)),
    (objects / (written.valueBytes / 1e9)).toFixed(0),
  ])
  const head = ['killed', 'kills', 'joined again, s', 'first object, s', 'all partitions, s', 'objects a GB']
  return {
    figures: [],
    table: `${markdownTable(head, rows)}\n\nTimes: p50 · p99 · longest; of fewer than 100 kills the last two are the same`,
  }
}

function sharesOf(milliseconds: readonly number[]): string {
  return [0.5, 0.99, 1].map((share) => secondsOf(percentile(milliseconds, share))).join(' · ')
}

function secondsOf(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2)
}
