/** A ledger entry lists the partitions of its batch: more would not fit into what a broker keeps per partition. */
const MOST_PARTITIONS = 100

/**
 * Splits the partitions of a closed batch, ascending, over as few objects as hold them: as many in a row as `fits` allows,
 * but at least one.
 */
export function packPartitions<Part>(
  parts: readonly Part[],
  fits: (candidate: readonly Part[]) => boolean,
): readonly (readonly Part[])[] {
  const packs: Part[][] = []
  for (const part of parts) {
    const last = packs.at(-1)
    if (last !== undefined && last.length < MOST_PARTITIONS && fits([...last, part])) last.push(part)
    else packs.push([part])
  }
  return packs
}
