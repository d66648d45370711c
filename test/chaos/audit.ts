import { NumberCounts, type Numbered } from './number-counts.ts'

/** What a run came to, of the records that carry their partition and their own number in it. */
export interface Audit {
  /** In the stream. */
  readonly records: number
  /** In the objects more seldom than in the stream. */
  readonly lost: readonly string[]
  /** In the objects more often than in the stream. */
  readonly doubled: readonly string[]
  /** In an object and not in the stream. */
  readonly strange: readonly string[]
  /** Out of order within a partition inside one object. */
  readonly disordered: readonly string[]
}

/**
 * Compares the values of a stream with the lines of the objects made from it, each a list of its own; as numbers that
 * each record carries. Shares nothing with the engine.
 */
export async function audit(stream: AsyncIterable<string>, objects: AsyncIterable<readonly string[]>): Promise<Audit> {
  return compareWith(await countNumbers(stream), objects)
}

/** What a stream holds. */
export interface CountedStream {
  readonly records: number
  readonly numbers: NumberCounts
}

export async function countNumbers(stream: AsyncIterable<string>): Promise<CountedStream> {
  const numbers = new NumberCounts()
  let records = 0
  for await (const value of stream) {
    records++
    numbers.add(numberOf(value))
  }
  return { records, numbers }
}

/** `audit` for one of several that export the same stream. */
export async function compareWith(
  { records, numbers: expected }: CountedStream,
  objects: AsyncIterable<readonly string[]>,
): Promise<Audit> {
  const found = new NumberCounts()
  const disordered: string[] = []
  for await (const lines of objects) {
    const last = new Map<number, number>()
    for (const line of lines) {
      const number = numberOf(line)
      found.add(number)
      if (number.sequence <= (last.get(number.partition) ?? -1)) disordered.push(nameOf(number))
      last.set(number.partition, number.sequence)
    }
  }
  return { records, ...compare(expected, found), disordered }
}

/** Nothing when the objects hold each record once. */
export function complaintsOf({ lost, doubled, strange, disordered }: Audit): readonly string[] {
  return Object.entries({ lost, doubled, strange, disordered })
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} ${names.length}: ${names.slice(0, 5).join(' ')}`)
}

function compare(expected: NumberCounts, found: NumberCounts): Pick<Audit, 'lost' | 'doubled' | 'strange'> {
  const [lost, doubled, strange]: [string[], string[], string[]] = [[], [], []]
  for (const number of expected.seen()) if (found.of(number) < expected.of(number)) lost.push(nameOf(number))
  for (const number of found.seen()) {
    if (expected.of(number) === 0) strange.push(nameOf(number))
    else if (found.of(number) > expected.of(number)) doubled.push(nameOf(number))
  }
  return { lost, doubled, strange }
}

/** A value as the producers of the chaos runs write it; with `padding` more characters. */
export function numberedValue({ partition, sequence }: Numbered, padding = 0): string {
  const pad = padding === 0 ? '' : `,"pad":"${'x'.repeat(padding)}"`
  return `{"p":${partition},"s":${sequence},"text":"zoë"${pad}}`
}

/** The same in some ten bytes. */
export function tinyValue({ partition, sequence }: Numbered): string {
  return `[${partition},${sequence}]`
}

function numberOf(value: string): Numbered {
  const read = JSON.parse(value) as { p: number; s: number } | readonly [number, number]
  const [partition, sequence] = 'p' in read ? [read.p, read.s] : read
  return { partition, sequence }
}

function nameOf({ partition, sequence }: Numbered): string {
  return `${partition}:${sequence}`
}
