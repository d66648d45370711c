/** A ledger entry lists the partitions of its batch: more would not fit into what a broker keeps per partition. */
const MOST_PARTITIONS = 100

/**
 * Splits the partitions of a closed batch, ascending, over as few objects as hold them: as many in a row as `fits` allows,
 * but at least one. Fewer of those that fit are expected to fit too.
 */
export function packPartitions<Part>(
  parts: readonly Part[],
  fits: (candidate: readonly Part[]) => boolean,
): readonly (readonly Part[])[] {
  const packs: (readonly Part[])[] = []
  for (let rest = parts; rest.length > 0; rest = rest.slice(packs.at(-1)?.length)) {
    packs.push(longestFitting(rest.slice(0, MOST_PARTITIONS), fits))
  }
  return packs
}

/** Mostly all of them fit; else halving finds how many. */
function longestFitting<Part>(parts: readonly Part[], fits: (candidate: readonly Part[]) => boolean): readonly Part[] {
  if (parts.length === 1 || fits(parts)) return parts
  let [most, tooMany] = [1, parts.length]
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2)
    if (fits(parts.slice(0, middle))) most = middle
    else tooMany = middle
  }
  return parts.slice(0, most)
}
