import type { ChaosResult } from './run-chaos.ts'

/** Runs, kills, faults, records, lost, doubled; and how often each crash point was reached and each fault struck. */
export function summarize(results: readonly ChaosResult[]): string {
  const sum = (count: (result: ChaosResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0)
  const figures = [
    `${results.length} runs`,
    `${sum(({ kills }) => kills)} kills`,
    `${sum(({ struck }) => struck.length)} faults`,
    `${sum(({ audits }) => audits[0]?.records ?? 0)} records (${sum(({ audits }) => audits.reduce((all, { records }) => all + records, 0))} exported)`,
    `${sum(({ audits }) => audits.reduce((all, { lost }) => all + lost.length, 0))} lost`,
    `${sum(({ audits }) => audits.reduce((all, { doubled, strange }) => all + doubled.length + strange.length, 0))} doubled or strange`,
    `${sum(({ audits }) => audits.reduce((all, { disordered }) => all + disordered.length, 0))} disordered`,
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
