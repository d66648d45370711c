const RADIX = 36

/**
 * Ascending numbers as short text: runs of neighbours, each as the gap since the run before and the length beyond one,
 * in base 36. 0,1,2,7 is `0+2.4`.
 */
export function writeRuns(numbers: readonly number[]): string {
  const runs: string[] = []
  let next = 0
  for (let index = 0; index < numbers.length;) {
    const first = numbers[index] ?? 0
    let length = 1
    while (numbers[index + length] === first + length) length++
    const more = length === 1 ? '' : `+${(length - 1).toString(RADIX)}`
    runs.push(`${(first - next).toString(RADIX)}${more}`)
    next = first + length
    index += length
  }
  return runs.join('.')
}

/** Nothing where the text is no list of runs, or names more than `most` numbers. */
export function readRuns(text: string, most: number): readonly number[] | undefined {
  const numbers: number[] = []
  if (text === '') return numbers
  let next = 0
  for (const run of text.split('.')) {
    const [gap, more] = RUN.exec(run)?.slice(1) ?? []
    if (gap === undefined) return undefined
    const first = next + parseInt(gap, RADIX)
    const length = 1 + (more === undefined ? 0 : parseInt(more, RADIX))
    if (numbers.length + length > most) return undefined
    for (let index = 0; index < length; index++) numbers.push(first + index)
    next = first + length
  }
  return numbers
}

const RUN = /^([0-9a-z]{1,7})(?:\+([0-9a-z]{1,7}))?$/
