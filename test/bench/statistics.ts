/** The middle value; of an even number of values the lower middle one. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]
  if (middle === undefined) throw new RangeError('No median of no values')
  return middle
}

/** The smallest of the values that at least this share of them, in (0, 1], does not exceed: the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1]
  if (value === undefined) throw new RangeError(`No percentile ${share} of ${values.length} values`)
  return value
}

export function milliseconds(value: number): string {
  return value < 1000 ? `${value.toFixed(1)} ms` : `${(value / 1000).toFixed(2)} s`
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`
}
