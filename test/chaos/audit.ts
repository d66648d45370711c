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
  const expected = new NumberCounts()
  let records = 0
  for await (const value of stream) {
    records++
    expected.add(numberOf(value))
  }
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

function numberOf(value: string): Numbered {
  const { p, s } = JSON.parse(value) as { p: number; s: number }
  return { partition: p, sequence: s }
}

function nameOf({ partition, sequence }: Numbered): string {
  return `${partition}:${sequence}`
}
