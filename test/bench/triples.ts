import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { BIN, runMeasured, type Measured } from './run-measured.ts'
import { inScratch } from './scratch.ts'
import { mebibytes, milliseconds } from './statistics.ts'

const SMALL = Number(process.env['BENCH_TRIPLES'] ?? 1000)
const LARGE = 5 * SMALL
/** Five times as many triples may take this many times as long; 5 is linear, the rest is noise. */
const BAR = 6.5

const STEPS = [
  ['plan', ['plan', '--concise']],
  ['apply', ['apply', '--auto-approve', '--concise']],
  ['plan after apply', ['plan', '--concise', '--detailed-exitcode']],
  ['destroy', ['destroy', '--auto-approve', '--concise']],
] as const

type Steps = Readonly<Record<string, Measured>>

/** Plan, apply, plan and destroy of many stream, connector and exporter triples, at two sizes. */
export async function triples(): Promise<readonly Figure[]> {
  const small = await measureSteps(SMALL)
  const large = await measureSteps(LARGE)
  return STEPS.flatMap(([step]) => figures(step, small[step], large[step]))
}

async function measureSteps(count: number): Promise<Steps> {
  return await inScratch(async (directory) => {
    await writeFile(join(directory, 'main.strm.hcl'), configuration(count))
    await mkdir(join(directory, 'lake'))
    const steps: Record<string, Measured> = {}
    for (const [step, args] of STEPS) steps[step] = await runMeasured([BIN, ...args], directory)
    return steps
  })
}

function figures(step: string, small: Measured | undefined, large: Measured | undefined): readonly Figure[] {
  if (small === undefined || large === undefined) throw new Error(`${step} was not measured`)
  return [
    { name: `${step}, ${SMALL} triples`, value: `${milliseconds(small.wallMs)}, ${mebibytes(small.peakBytes)} peak` },
    {
      name: `${step}, ${LARGE} triples`,
      value: `${milliseconds(large.wallMs)}, ${mebibytes(large.peakBytes)} peak`,
      measured: large.wallMs / small.wallMs,
      bar: BAR,
      against: `${SMALL} triples`,
    },
  ]
}

function configuration(count: number): string {
  return Array.from({ length: count }, (_, index) => triple(String(index).padStart(5, '0'))).join('\n')
}

function triple(id: string): string {
  return `stream "s${id}" {
  directory {
    path = "streams/s${id}"
  }
}

data_connector "c${id}" {
  local_directory {
    path = "lake/${id}"
  }
}

batch_exporter "e${id}" {
  stream         = stream.s${id}
  data_connector = data_connector.c${id}
  interval       = "60s"
  path_prefix    = "events"
}
`
}
