import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { BIN, runMeasured, type Measured } from './run-measured.ts'
import { inScratch } from './scratch.ts'
import { mebibytes, milliseconds } from './statistics.ts'

const PARTITIONS = 4
const RECORD_BYTES = 512
const TOTAL_BYTES = Number(process.env['BENCH_BYTES'] ?? 2 ** 30)
/** MiB: the default byte budget of 128 MiB, and the program itself. */
const PEAK_BAR = 300

const CONFIGURATION = `stream "demo" {
  directory {
    path       = "streams/demo"
    partitions = ${PARTITIONS}
  }
}

data_connector "lake" {
  local_directory {
    path = "lake"
  }
}

batch_exporter "demo" {
  stream                  = stream.demo
  data_connector          = data_connector.lake
  interval                = "1h"
  path_prefix             = "events"
  include_existing_events = true
}
`

/** \`up --once\` over a directory stream, beside a node that only copies the same bytes. */
export async function exportStream(): Promise<readonly Figure[]> {
  return await inScratch(async (directory) => {
    await writeFile(join(directory, 'main.strm.hcl'), CONFIGURATION)
    await runMeasured([BIN, 'apply', '--auto-approve'], directory)
    const records = await writeEvents(join(directory, 'streams/demo'))
    const copied = await runMeasured(['-e', copyProgram('streams/demo', 'copy')], directory)
    const exported = await runMeasured([BIN, 'up', '--once'], directory)
    await runMeasured([BIN, 'verify', '--content'], directory)
    return figures(exported, copied, records)
  })
}

function figures(exported: Measured, copied: Measured, records: number): readonly Figure[] {
  const rate = records / (exported.wallMs / 1000)
  const perGb = exported.cpuMs / 1000 / (TOTAL_BYTES / 1e9)
  const copyPerGb = copied.cpuMs / 1000 / (TOTAL_BYTES / 1e9)
  const size = `${records} records of ${RECORD_BYTES} B, ${PARTITIONS} partitions`
  return [
    {
      name: 'export, wall',
      value: `${milliseconds(exported.wallMs)}, ${Math.round(rate)} records/s`,
      measured: exported.wallMs / copied.wallMs,
      against: `copy and fsync: ${milliseconds(copied.wallMs)}; ${size}`,
    },
    {
      name: 'export, processor',
      value: `${perGb.toFixed(2)} s/GB`,
      measured: perGb / copyPerGb,
      against: `copy and fsync: ${copyPerGb.toFixed(2)} s/GB`,
    },
    {
      name: 'export, peak memory',
      value: mebibytes(exported.peakBytes),
      measured: exported.peakBytes / 2 ** 20,
      bar: PEAK_BAR,
      against: `copy and fsync: ${mebibytes(copied.peakBytes)}`,
    },
  ]
}

/** Fills the partition files and gives the number of records. */
async function writeEvents(directory: string): Promise<number> {
  await mkdir(directory, { recursive: true })
  const each = Math.ceil(TOTAL_BYTES / RECORD_BYTES / PARTITIONS)
  for (let partition = 0; partition < PARTITIONS; partition++) {
    await writePartition(join(directory, `partition-${partition}.jsonl`), partition, each)
  }
  return each * PARTITIONS
}

async function writePartition(file: string, partition: number, count: number): Promise<void> {
  const out = createWriteStream(file, { flags: 'a' })
  for (let first = 0; first < count; first += 1000) {
    const lines = Array.from({ length: Math.min(1000, count - first) }, (_, index) => record(partition, first + index))
    if (!out.write(lines.join(''))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
}

function record(partition: number, sequence: number): string {
  const start = `{"partition":${partition},"sequence":${sequence},"filler":"`
  return `${start}${'x'.repeat(RECORD_BYTES - start.length - 3)}"}\n`
}

function copyProgram(from: string, to: string): string {
  return `
    const fs = require('node:fs')
    const { pipeline } = require('node:stream/promises')
    async function main() {
      fs.mkdirSync('${to}')
      for (const name of fs.readdirSync('${from}').filter((file) => file.endsWith('.jsonl'))) {
        const options = { highWaterMark: 1 << 20 }
        const out = fs.createWriteStream('${to}/' + name, { ...options, flush: true })
        await pipeline(fs.createReadStream('${from}/' + name, options), out)
      }
    }
    main()`
}
