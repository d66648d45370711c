import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { ObservedRun } from 'ava/internal'
import { countTests, type RunStats } from './count-tests.ts'

/** Where .ci/run reads the counts of the last complete run. */
const COUNTS = new URL('../../node_modules/.cache/strmctl/test-counts.json', import.meta.url)

/** Leaves the counts of a run behind when it came to its end, and nothing when it did not. */
export async function observeRun({ events }: ObservedRun): Promise<void> {
  rmSync(COUNTS, { force: true })
  let last: RunStats | undefined
  for await (const event of events) {
    if (event.type === 'stats') last = event.stats
    if (event.type === 'end' && last !== undefined) leaveCounts(last)
  }
}

function leaveCounts(stats: RunStats): void {
  mkdirSync(new URL('.', COUNTS), { recursive: true })
  writeFileSync(COUNTS, `${JSON.stringify(countTests(stats))}\n`)
}
