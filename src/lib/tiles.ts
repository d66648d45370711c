/** A stretch of offsets `[begin, end)`. */
export interface Tile {
  readonly begin: number
  readonly end: number
}

/**
 * The union of stretches added one after the other, merged as far as possible. Memory grows with the gaps, not with the stretches:
 * stretches that tile become one. Adding in ascending order costs constant time.
 */
export class Tiling {
  readonly #tiles: Tile[] = []

  /** Adds a stretch and returns the parts that were covered already (none when it tiles). Empty stretches cover nothing. */
  add(tile: Tile): readonly Tile[] {
    if (tile.end <= tile.begin) return []
    const first = this.#firstTouching(tile.begin)
    let last = first
    while (last < this.#tiles.length && (this.#tiles[last]?.begin ?? Infinity) <= tile.end) last++
    const touched = this.#tiles.slice(first, last)
    const merged = {
      begin: Math.min(tile.begin, touched[0]?.begin ?? tile.begin),
      end: Math.max(tile.end, touched.at(-1)?.end ?? tile.end),
    }
    this.#tiles.splice(first, last - first, merged)
    return touched.map((other) => intersection(other, tile)).filter((overlap) => overlap.end > overlap.begin)
  }

  /** What is covered, ascending. */
  covered(): readonly Tile[] {
    return this.#tiles
  }

  /** What is not covered of a stretch, ascending. */
  gaps(within: Tile): readonly Tile[] {
    const gaps: Tile[] = []
    let at = within.begin
    for (const tile of this.#tiles) {
      if (tile.begin > at) gaps.push({ begin: at, end: Math.min(tile.begin, within.end) })
      at = Math.max(at, tile.end)
      if (at >= within.end) break
    }
    if (at < within.end) gaps.push({ begin: at, end: within.end })
    return gaps.filter((gap) => gap.end > gap.begin)
  }

  /** Index of the first tile that ends at or after `begin`. */
  #firstTouching(begin: number): number {
    let [low, high] = [0, this.#tiles.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#tiles[middle]?.end ?? Infinity) < begin) low = middle + 1
      else high = middle
    }
    return low
  }
}

function intersection(a: Tile, b: Tile): Tile {
  return { begin: Math.max(a.begin, b.begin), end: Math.min(a.end, b.end) }
}
