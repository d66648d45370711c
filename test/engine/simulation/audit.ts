import { gunzipSync } from 'node:zlib'
import { decodeMetadata } from '../../../src/model/stored-metadata.ts'
import type { ObjectMetadata } from '../../../src/model/object-metadata.ts'
import { crc32c } from '../../../src/lib/crc32c.ts'
import type { MemoryObject } from '../../memory/memory-store.ts'
import type { Exported, SharedWorld } from './shared-world.ts'
import type { Appended } from './topic-history.ts'
import type { Workers } from './workers.ts'

/** One exporter of a simulation that has ended. */
export interface Subject {
  readonly shared: Pick<Exported, 'group' | 'store' | 'cut'> &
    Pick<SharedWorld, 'history' | 'profile' | 'partitions' | 'wasCut'>
  readonly workers: Pick<Workers, 'mayHaveStopped'>
}

interface Audited {
  readonly object: MemoryObject
  readonly metadata: ObjectMetadata
  /** After decompression. */
  readonly content: Buffer
  readonly lines: readonly string[]
}

/** What is wrong with the objects that were ever created: each record exactly once, ranges that tile, metadata that is true. */
export function audit(subject: Subject): readonly string[] {
  const { objects, problems } = distinctObjects(subject.shared.store.created)
  return [
    ...problems,
    ...objects.flatMap(metadataProblems),
    ...recordProblems(subject, objects.filter(isOfLines)),
    ...deadLetterProblems(subject, objects),
    ...tilingProblems(
      subject,
      objects.filter(({ metadata }) => metadata.role !== 'dead-letters'),
    ),
    ...incompleteProblems(subject, objects.filter(isOfLines)),
  ]
}

/**
 * The same key may be made again only as the same object: that is what a consumer can know by the key. Other bytes are
 * possible only where retention took some of them in between, and then one of the two says so.
 */
function distinctObjects(created: readonly MemoryObject[]): { objects: Audited[]; problems: string[] } {
  const byKey = new Map<string, Audited>()
  const problems: string[] = []
  for (const object of created) {
    const name = `${object.place}/${object.key}`
    const metadata = decodeMetadata(object.metadata)
    if (metadata === undefined) {
      problems.push(`${name} has no metadata`)
      continue
    }
    const content = object.key.endsWith('.gz') ? gunzipSync(object.body) : Buffer.from(object.body)
    const again: Audited = { object, metadata, content, lines: linesOf(content) }
    const first = byKey.get(name) ?? again
    byKey.set(name, first)
    if (!isSameObject(first, again)) problems.push(`${name} was made twice with other bytes`)
  }
  return { objects: [...byKey.values()], problems }
}

function isSameObject(one: Audited, other: Audited): boolean {
  if (one.metadata.batch !== other.metadata.batch) return false
  if (one.metadata.incomplete || other.metadata.incomplete) return true
  return Buffer.from(one.object.body).equals(other.object.body)
}

function isOfLines({ metadata }: Audited): boolean {
  return metadata.role === 'lines'
}

function linesOf(content: Buffer): readonly string[] {
  return content.toString().split('\n').slice(0, -1)
}

function metadataProblems({ object, content, metadata, lines }: Audited): readonly string[] {
  const counted = metadata.ranges.reduce((sum, { records }) => sum + records, 0)
  const checks: readonly (readonly [boolean, string])[] = [
    [
      metadata.records === lines.length && counted === lines.length,
      `says ${metadata.records} records and has ${lines.length}`,
    ],
    [metadata.crc === crc32c(content), 'has another checksum'],
    [isInOrder(lines, metadata), 'is not in order'],
    [
      object.key
        .replace(/\.gz$/, '')
        .endsWith(`---${metadata.ranges.map(({ partition }) => partition).join('-')}.jsonl`),
      'names other partitions',
    ],
  ]
  return checks.flatMap(([holds, problem]) => (holds ? [] : [`${object.key} ${problem}`]))
}

/** Partition ascending, offset ascending, within the ranges. */
function isInOrder(lines: readonly string[], { ranges }: ObjectMetadata): boolean {
  const records = lines.map(whereFrom)
  const isSorted = records.every(({ p, o }, index) => {
    const before = records[index - 1]
    return before === undefined || before.p < p || (before.p === p && before.o < o)
  })
  return (
    isSorted &&
    records.every(({ p, o }) => ranges.some(({ partition, begin, end }) => partition === p && begin <= o && o < end))
  )
}

function whereFrom(line: string): { readonly p: number; readonly o: number } {
  const { p, o, partition, offset } = JSON.parse(line.startsWith('{') ? line : '{}') as { [name: string]: number }
  return { p: p ?? partition ?? NaN, o: o ?? offset ?? NaN }
}

/** Each record that is no line at most once, and exactly once where that was the policy all along; as many as the batch's metadata says. */
function deadLetterProblems(
  { shared: { history, profile, cut, wasCut }, workers }: Subject,
  objects: readonly Audited[],
): readonly string[] {
  const { invalid, wasTruncated } = history
  const problems: string[] = []
  const seen = new Set<string>()
  const perBatch = new Map<string, number>()
  for (const { object, metadata, lines } of objects) {
    if (metadata.role === 'lines') continue
    perBatch.set(metadata.batch, lines.length)
    for (const line of lines) {
      const { p, o } = whereFrom(line)
      if (!invalid.some(({ partition, offset }) => partition === p && offset === o))
        problems.push(`FOREIGN dead letter ${line} in ${object.key}`)
      if (seen.has(`${p}/${o}`)) problems.push(`DUPLICATE dead letter ${line} in ${object.key}`)
      seen.add(`${p}/${o}`)
      if (!line.startsWith(`{"stream":"${object.key.includes('-shop---') ? 'shop' : 'demo'}"`))
        problems.push(`${object.key} has a dead letter of another stream: ${line}`)
    }
  }
  for (const { object, metadata } of objects) {
    if (metadata.incomplete && !wasCut && !wasTruncated)
      problems.push(`${object.key} says that it is incomplete, and nothing was cut`)
    if (metadata.rejected > 0 && !metadata.incomplete && perBatch.get(metadata.batch) !== metadata.rejected)
      problems.push(
        `${object.key} has ${metadata.rejected} dead letters, and ${perBatch.get(metadata.batch)} were made`,
      )
  }
  if (workers.mayHaveStopped || wasCut || wasTruncated || cut.size > 0 || profile.invalid === 'mixed') return problems
  const expected = profile.invalid === 'skip' ? [] : invalid
  for (const { partition, offset } of expected)
    if (!seen.has(`${partition}/${offset}`)) problems.push(`LOST dead letter ${partition}/${offset}`)
  if (expected.length < seen.size) problems.push(`${seen.size} dead letters, expected ${expected.length}`)
  return problems
}

function recordProblems(
  { shared: { history, cut }, workers }: Subject,
  objects: readonly Audited[],
): readonly string[] {
  const { appended, truncated } = history
  const problems: string[] = []
  const seen = new Map<string, string>()
  for (const { object, lines } of objects) {
    for (const line of lines) {
      if (!appended.has(line)) problems.push(`FOREIGN record ${line} in ${object.key}`)
      const before = seen.get(line)
      if (before !== undefined) problems.push(`DUPLICATE ${line}: in ${before} and ${object.key}`)
      seen.set(line, object.key)
    }
  }
  const missing = [...appended].filter(([value]) => !seen.has(value) && !cut.has(value) && !truncated.has(value))
  const verdict = passedOver(appended, seen)
  for (const [value, record] of missing) {
    if (verdict(record)) problems.push(`PASSED OVER ${value}`)
    else if (!workers.mayHaveStopped) problems.push(`LOST ${value}`)
  }
  return problems
}

/** Whether later records of the same partition and leader were exported: whoever stopped had not come this far then. */
function passedOver(
  appended: ReadonlyMap<string, Appended>,
  exported: ReadonlyMap<string, string>,
): (record: Appended) => boolean {
  const last = new Map<string, number>()
  for (const [value, record] of appended) {
    const log = logOf(record)
    if (exported.has(value)) last.set(log, Math.max(last.get(log) ?? -1, record.offset))
  }
  return (record) => record.offset < (last.get(logOf(record)) ?? -1)
}

function logOf({ partition, epoch }: Appended): string {
  return `${partition}/${epoch}`
}

/** Ranges of a partition follow each other without gap or overlap from the start to the ledger's end, with growing names. */
function tilingProblems(
  { shared: { group, partitions, history }, workers }: Subject,
  objects: readonly Audited[],
): readonly string[] {
  const problems: string[] = []
  for (const partition of partitions) {
    const tiles = objects.flatMap(({ object, metadata }) =>
      metadata.ranges.filter((range) => range.partition === partition).map((range) => ({ ...range, key: object.key })),
    )
    let end = history.starts.get(partition) ?? 0
    for (const tile of tiles.toSorted((a, b) => a.begin - b.begin)) {
      if (tile.begin !== end)
        problems.push(`partition ${partition}: ${tile.key} begins at ${tile.begin}, expected ${end}`)
      end = tile.end
    }
    const said = group.entries.get(partition)?.end ?? 0
    if (end < said || (!workers.mayHaveStopped && end !== said))
      problems.push(`partition ${partition}: objects end at ${end}, the ledger at ${said}`)
  }
  return problems
}

/** Rule 9: what retention took from a range is told in its object and by a warning. */
function incompleteProblems({ shared }: Subject, objects: readonly Audited[]): readonly string[] {
  const lines = new Set(objects.flatMap((each) => each.lines))
  const problems: string[] = []
  for (const value of shared.cut) {
    const record = shared.history.appended.get(value)
    if (record === undefined || lines.has(value)) continue
    const covering = objects.find(({ metadata }) =>
      metadata.ranges.some(
        ({ partition, begin, end }) => partition === record.partition && begin <= record.offset && record.offset < end,
      ),
    )
    if (covering !== undefined && !covering.metadata.incomplete)
      problems.push(`${covering.object.key} misses ${value} and does not say so`)
  }
  return problems
}
