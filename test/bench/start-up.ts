import { spawnSync } from 'node:child_process'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figure.ts'
import { BIN } from './run-measured.ts'
import { inScratch } from './scratch.ts'
import { median, milliseconds } from './statistics.ts'

const ROUNDS = 15
/** A stream of Kafka, a bucket and an exporter: what these commands do with it touches neither. */
const EXAMPLE = fileURLToPath(new URL('../../examples/kafka/main.strm.hcl', import.meta.url))

/** Each with what its processor time may be at most, as a multiple of that of a bare node. */
const COMMANDS: readonly (readonly [command: string, bar: number])[] = [
  ['version', 1.6],
  ['--help', 1.6],
  ['validate', 2.5],
  ['list streams', 2.5],
]

/** Processor time of short commands beside a node that does nothing, taking turns so that all see the same machine. */
export async function startUp(): Promise<readonly Figure[]> {
  return await inScratch(async (directory) => {
    await copyFile(EXAMPLE, join(directory, 'main.strm.hcl'))
    const times = takeTurns(directory, [['-e', '0'], ...COMMANDS.map(([command]) => [BIN, ...command.split(' ')])])
    const [bare = NaN, ...medians] = times.map(median)
    const against = `node -e 0: ${milliseconds(bare)}, median of ${ROUNDS}`
    return COMMANDS.map(([command, bar], index) => {
      const took = medians[index] ?? NaN
      return { name: `strmctl ${command}`, value: milliseconds(took), measured: took / bare, bar, against }
    })
  })
}

/** Processor time of each command, after one round that only warms the file cache. */
function takeTurns(directory: string, commands: readonly (readonly string[])[]): readonly number[][] {
  const times = commands.map((): number[] => [])
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, command] of commands.entries()) {
      const used = processorTime(command, directory)
      if (round > 0) times[index]?.push(used)
    }
  }
  return times
}

/** User and system time in milliseconds of `node ARGS` as its parent sees it: what it takes to end counts too. */
function processorTime(args: readonly string[], cwd: string): number {
  const timed = 'TIMEFORMAT="%U %S"; time "$@" >output 2>output'
  const env = { PATH: process.env['PATH'], HOME: cwd }
  const { status, stderr } = spawnSync('bash', ['-c', timed, 'bash', process.execPath, ...args], { cwd, env })
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed`)
  const [user = NaN, system = NaN] = stderr.toString().trim().split(' ').map(Number)
  return (user + system) * 1000
}
