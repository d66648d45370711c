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
  const expected = new Map<string, number>()
  let records = 0
  for await (const value of stream) {
    records++
    count(expected, nameOf(numberOf(value)))
  }
  const found = new Map<string, number>()
  const disordered: string[] = []
  for await (const lines of objects) {
    const last = new Map<number, number>()
    for (const line of lines) {
      const { partition, sequence } = numberOf(line)
      count(found, nameOf({ partition, sequence }))
      if (sequence <= (last.get(partition) ?? -1)) disordered.push(nameOf({ partition, sequence }))
      last.set(partition, sequence)
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

type Counts = ReadonlyMap<string, number>

function compare(expected: Counts, found: Counts): Pick<Audit, 'lost' | 'doubled' | 'strange'> {
  const [wanted, there] = [[...expected], [...found]]
  return {
    lost: wanted.filter(([name, times]) => (found.get(name) ?? 0) < times).map(([name]) => name),
    doubled: there.filter(([name, times]) => times > (expected.get(name) ?? Infinity)).map(([name]) => name),
    strange: there.filter(([name]) => !expected.has(name)).map(([name]) => name),
  }
}

export interface Numbered {
  readonly partition: number
  readonly sequence: number
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

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
