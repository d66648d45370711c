import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Figure } from './figure.ts'
import { usageOf } from './process-usage.ts'
import { BIN, runMeasured } from './run-measured.ts'
import { mebibytes } from './statistics.ts'

export const STREAMS = 10
const EXPORTERS_EACH = 20
export const PARTITIONS = 4
/** Of one core, in percent. */
const CPU_BAR = 5
/** MiB. */
const MEMORY_BAR = 300

/** Where the exporters stand. */
export interface IdleGround {
  readonly name: string
  /** HCL of the stream `s<index>`. */
  readonly stream: (index: number) => string
  /** HCL of the data connector `lake`. */
  readonly connector: string
  readonly env: { readonly [name: string]: string }
  /** Writes one event to the first stream. */
  readonly addEvent: (directory: string, number: number) => Promise<void>
}

/** What 200 exporters in one `up` used while only those of one stream had anything to do. */
export interface IdleUsage {
  readonly seconds: number
  /** Of one core, in [0, 1] and above. */
  readonly cpuShare: number
  readonly residentBytes: number
  readonly peakBytes: number
}

/** The settings, in words. */
export function describeIdle(): string {
  return `${STREAMS * EXPORTERS_EACH} exporters in one up, ${STREAMS} streams of ${PARTITIONS} partitions, interval 10s; one stream gets an event a second, so ${EXPORTERS_EACH} exporters have something to do; ${secondsOf()} s`
}

export async function measureIdle(directory: string, ground: IdleGround): Promise<IdleUsage> {
  await writeFile(join(directory, 'main.strm.hcl'), configuration(ground))
  await runMeasured([BIN, 'apply', '--auto-approve'], directory, ground.env)
  const up = spawn(process.execPath, [BIN, 'up', '--json'], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, ...ground.env },
  })
  try {
    await allRunning(up)
    return await measure(up.pid ?? 0, (second) => ground.addEvent(directory, second))
  } finally {
    const ended = once(up, 'close')
    up.kill('SIGTERM')
    await ended
  }
}

export function idleFigures(
  name: string,
  { seconds, cpuShare, residentBytes, peakBytes }: IdleUsage,
): readonly Figure[] {
  const percent = cpuShare * 100
  return [
    {
      name: `${name}, processor`,
      value: `${percent.toFixed(2)}% of one core`,
      measured: percent,
      bar: CPU_BAR,
      against: `${seconds.toFixed(0)} s`,
    },
    {
      name: `${name}, memory`,
      value: mebibytes(residentBytes),
      measured: peakBytes / 2 ** 20,
      bar: MEMORY_BAR,
      against: `peak ${mebibytes(peakBytes)}, start-up included`,
    },
  ]
}

function configuration({ stream, connector }: IdleGround): string {
  const streams = Array.from({ length: STREAMS }, (_, index) => {
    const exporters = Array.from({ length: EXPORTERS_EACH }, (_each, number) => exporter(index, number))
    return `${stream(index)}${exporters.join('')}`
  })
  return `${connector}${streams.join('')}`
}

function exporter(stream: number, number: number): string {
  return `
batch_exporter "s${stream}-e${number}" {
  stream         = stream.s${stream}
  data_connector = data_connector.lake
  interval       = "10s"
  path_prefix    = "s${stream}/e${number}"
}
`
}

async function allRunning(up: ChildProcessWithoutNullStreams): Promise<void> {
  let text = ''
  const wrong: Buffer[] = []
  up.stderr.on('data', (chunk: Buffer) => wrong.push(chunk))
  up.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  const ended = once(up, 'close').then(() => {
    throw new Error(`up ended: ${text.slice(-2000)}${Buffer.concat(wrong).toString()}`)
  })
  while (text.split('"type":"exporter_running"').length <= STREAMS * EXPORTERS_EACH) {
    await Promise.race([once(up.stdout, 'data'), ended])
  }
  ended.catch(() => undefined)
}

async function measure(pid: number, addEvent: (second: number) => Promise<void>): Promise<IdleUsage> {
  const [before, started] = [await usageOf(pid), performance.now()]
  for (let second = 0; second < secondsOf(); second++) {
    await addEvent(second)
    await setTimeout(1000)
  }
  const [after, milliseconds] = [await usageOf(pid), performance.now() - started]
  if (before === undefined || after === undefined) throw new Error('up ended')
  return {
    seconds: milliseconds / 1000,
    cpuShare: (after.cpuMs - before.cpuMs) / milliseconds,
    residentBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024,
    peakBytes: after.peakBytes,
  }
}

function secondsOf(): number {
  return Number(process.env['BENCH_IDLE_SECONDS'] ?? 60)
}
