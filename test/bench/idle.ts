import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { BIN, runMeasured } from './run-measured.ts'
import { inScratch } from './scratch.ts'
import { mebibytes } from './statistics.ts'

const STREAMS = 10
const EXPORTERS_EACH = 20
const PARTITIONS = 4
const SECONDS = Number(process.env['BENCH_IDLE_SECONDS'] ?? 60)
/** Of one core, in percent. */
const CPU_BAR = 5
/** MiB. */
const MEMORY_BAR = 300
/** How Linux counts processor time in /proc: ticks per second. */
const TICKS = 100

/** 200 exporters in one `up`, of which only those of one stream have anything to do: one event a second. */
export async function idle(): Promise<readonly Figure[]> {
  return await inScratch(async (directory) => {
    await writeFile(join(directory, 'main.strm.hcl'), configuration())
    await runMeasured([BIN, 'apply', '--auto-approve'], directory)
    const up = spawn(process.execPath, [BIN, 'up', '--json'], {
      cwd: directory,
      env: { PATH: process.env['PATH'], HOME: directory },
    })
    try {
      await allRunning(up)
      return figures(await measure(up.pid ?? 0, join(directory, 'streams/s0/partition-0.jsonl')))
    } finally {
      up.kill('SIGTERM')
      await once(up, 'close')
    }
  })
}

function configuration(): string {
  const streams = Array.from({ length: STREAMS }, (_, index) => {
    const exporters = Array.from({ length: EXPORTERS_EACH }, (_each, number) => exporter(index, number))
    return `
stream "s${index}" {
  directory {
    path       = "streams/s${index}"
    partitions = ${PARTITIONS}
  }
}
${exporters.join('')}`
  })
  return `data_connector "lake" {\n  local_directory { path = "lake" }\n}\n${streams.join('')}`
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
  up.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  while (text.split('"type":"exporter_running"').length <= STREAMS * EXPORTERS_EACH) await once(up.stdout, 'data')
}

interface Usage {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly residentBytes: number
  readonly peakBytes: number
}

async function measure(pid: number, file: string): Promise<Usage> {
  const [before, started] = [await cpuSeconds(pid), performance.now()]
  for (let second = 0; second < SECONDS; second++) {
    await appendFile(file, `{"n":${second},"at":"${new Date().toISOString()}"}\n`)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (await cpuSeconds(pid)) - before,
    residentBytes: kibibytes('VmRSS'),
    peakBytes: kibibytes('VmHWM'),
  }
}

async function cpuSeconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

function figures({ seconds, cpuSeconds: cpu, residentBytes, peakBytes }: Usage): readonly Figure[] {
  const percent = (cpu / seconds) * 100
  const against = `${STREAMS * EXPORTERS_EACH} exporters, ${STREAMS} streams of ${PARTITIONS} partitions, ${Math.round(seconds)} s`
  return [
    { name: 'idle, processor', value: `${percent.toFixed(1)}% of one core`, measured: percent, bar: CPU_BAR, against },
    {
      name: 'idle, memory',
      value: mebibytes(residentBytes),
      measured: peakBytes / 2 ** 20,
      bar: MEMORY_BAR,
      against: `peak ${mebibytes(peakBytes)}`,
    },
  ]
}
