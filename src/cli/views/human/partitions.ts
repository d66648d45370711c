/** `0-4, 7`: runs of partitions shortened. */
export function renderPartitions(partitions: readonly number[]): string {
  const runs: [number, number][] = []
  for (const partition of partitions) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] === partition - 1) last[1] = partition
    else runs.push([partition, partition])
  }
  return runs.length === 0
    ? 'none'
    : runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ')
}
