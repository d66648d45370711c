import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

const PAGE = 4096
const MIB = 1 << 20

export interface MemorySample {
  /** Since the beginning. */
  readonly seconds: number
  /** Resident set. */
  readonly mebibytes: number
}

/** The resident memory of a process, each second, until it is gone or the signal says so. Linux only. */
export async function sampleMemory(pid: number, signal: AbortSignal): Promise<readonly MemorySample[]> {
  const samples: MemorySample[] = []
  const begin = performance.now()
  while (!signal.aborted) {
    const [, resident] = (await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')).split(' ')
    if (resident === undefined) break
    samples.push({ seconds: (performance.now() - begin) / 1000, mebibytes: (Number(resident) * PAGE) / MIB })
    await setTimeout(1000, undefined, { signal }).catch(() => undefined)
  }
  return samples
}

/** MiB a minute, by least squares over all but the first fifth. */
export function slopeOf(samples: readonly MemorySample[]): number {
  const settled = samples.slice(Math.floor(samples.length / 5))
  const mean = (of: (sample: MemorySample) => number): number =>
    settled.reduce((sum, sample) => sum + of(sample), 0) / settled.length
  const [x, y] = [mean(({ seconds }) => seconds), mean(({ mebibytes }) => mebibytes)]
  const [above, below] = settled.reduce(
    ([up, down], { seconds, mebibytes }) => [up + (seconds - x) * (mebibytes - y), down + (seconds - x) ** 2],
    [0, 0],
  )
  return (60 * above) / below
}

/** Median of each fifth, and the peak. */
export function describeMemory(samples: readonly MemorySample[]): string {
  const size = Math.ceil(samples.length / 5)
  const fifths = Array.from({ length: 5 }, (_, index) => samples.slice(index * size, (index + 1) * size))
  const medians = fifths.map((fifth) => median(fifth.map(({ mebibytes }) => mebibytes)).toFixed(0))
  const peak = Math.max(...samples.map(({ mebibytes }) => mebibytes)).toFixed(0)
  return `RSS MiB, medians of fifths ${medians.join(' ')}, peak ${peak}, slope ${slopeOf(samples).toFixed(2)} a minute`
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN
}
