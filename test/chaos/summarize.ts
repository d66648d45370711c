import type { ChaosResult } from './run-chaos.ts'

/** Runs, kills, faults, records, lost, doubled; and how often each crash point was reached and each fault struck. */
export function summarize(results: readonly ChaosResult[]): string {
  const sum = (count: (result: ChaosResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0)
  const figures = [
    `${results.length} runs`,
    `${sum(({ kills }) => kills)} kills`,
    `${sum(({ struck }) => struck.length)} faults`,
    `${sum(({ audit }) => audit.records)} records`,
    `${sum(({ audit }) => audit.lost.length)} lost`,
    `${sum(({ audit }) => audit.doubled.length + audit.strange.length)} doubled or strange`,
    `${sum(({ audit }) => audit.disordered.length)} disordered`,
    `${sum(({ complaints }) => (complaints.length > 0 ? 1 : 0))} runs failed`,
  ]
  const crashes = results.flatMap((result) => result.crashes.map((crash) => crash.replace(/:.*/, '')))
  const struck = results.flatMap((result) => result.struck)
  return `${figures.join(', ')}\n  crash points: ${tally(crashes)}\n  faults: ${tally(struck)}`
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
