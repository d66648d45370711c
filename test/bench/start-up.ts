import type { Figure } from './figure.ts'
import { BIN, timeNode } from './run-measured.ts'
import { inScratch } from './scratch.ts'
import { median, milliseconds } from './statistics.ts'

const ROUNDS = 25
const BAR = 1.6

/** `version` and `--help` beside a node that does nothing, taking turns so that all see the same machine. */
export async function startUp(): Promise<readonly Figure[]> {
  return await inScratch(async (directory) => {
    const times = await takeTurns(directory, [
      ['-e', '0'],
      [BIN, 'version'],
      [BIN, '--help'],
    ])
    const [bare = NaN, version = NaN, help = NaN] = times.map(median)
    const against = `node -e 0: ${milliseconds(bare)}, median of ${ROUNDS}`
    return [
      { name: 'strmctl version', value: milliseconds(version), measured: version / bare, bar: BAR, against },
      { name: 'strmctl --help', value: milliseconds(help), measured: help / bare, bar: BAR, against },
    ]
  })
}

/** The times of each command, after one round that only warms the file cache. */
async function takeTurns(directory: string, commands: readonly (readonly string[])[]): Promise<readonly number[][]> {
  const times = commands.map((): number[] => [])
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, command] of commands.entries()) {
      const elapsed = await timeNode(command, directory)
      if (round > 0) times[index]?.push(elapsed)
    }
  }
  return times
}
