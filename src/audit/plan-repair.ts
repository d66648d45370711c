import type { LedgerEntries, LedgerEntry } from '../model/ledger.ts'
import type { PartitionBounds } from '../model/stream.ts'
import type { Evidence, PartitionEvidence } from './gather-evidence.ts'

/** Where an entry's new position comes from. */
export type RepairSource =
  | { readonly from: 'object'; readonly key: string }
  | { readonly from: 'start' }
  | { readonly from: 'beginning' }
  /** Told on the command line: `[was, offset)` is left out. */
  | { readonly from: 'told'; readonly was: number }

export interface RepairStep {
  readonly partition: number
  /** Absent where there is no entry. */
  readonly before: LedgerEntry | undefined
  /** What stands in the entry's place, where somebody else put it there. */
  readonly foreign?: string
  readonly entry: LedgerEntry
  readonly source: RepairSource
}

/**
 * - `gap`, `overlap`: the objects of a partition that is rebuilt do not tile
 * - `behind`: told to go back, which exports events twice
 * - `beyond`: the position is past the stream's end
 * - `unknown`: told of a partition that the stream does not have
 */
export interface RepairProblem {
  readonly problem: 'gap' | 'overlap' | 'behind' | 'beyond' | 'unknown'
  readonly partition: number
  readonly begin: number
  readonly end: number
}

export interface RepairPlan {
  /** By partition; what is not in it stays as it is. */
  readonly steps: readonly RepairStep[]
  readonly problems: readonly RepairProblem[]
}

export interface RepairFacts {
  readonly uid: string
  readonly topic: string
  readonly entries: LedgerEntries
  /** By partition: what stands there that is no entry. It is overwritten. */
  readonly foreign: ReadonlyMap<number, string>
  readonly evidence: Evidence
  /** The recorded start positions. */
  readonly starts: ReadonlyMap<number, number>
  /** The stream as it is now. */
  readonly bounds: readonly PartitionBounds[]
  /** Offsets told for partitions. */
  readonly skipTo: ReadonlyMap<number, number>
}

/**
 * What to write into a ledger so that the exporter can go on (pure): entries that are missing, entries that are behind their
 * objects, and those for which an offset is told. The batch time of the newest object goes into each of them, so that no
 * key repeats; a batch that is still open elsewhere and whose object exists goes into the proof, so that it is not created a second time.
 */
export function planRepair(facts: RepairFacts): RepairPlan {
  const started = startedPartitions(facts)
  const partitions = [...new Set([...Array.from({ length: started }, (_, index) => index), ...facts.skipTo.keys()])]
  const steps = partitions.toSorted((a, b) => a - b).flatMap((partition) => stepOf(partition, facts, started) ?? [])
  return { steps, problems: [...steps.flatMap((step) => problemsOf(step, facts)), ...unknownPartitions(facts)] }
}

/** All partitions below this number have been started: at the beginning, by an entry, or since an object holds events of them. */
function startedPartitions({ entries, foreign, evidence, starts }: RepairFacts): number {
  const said = [...entries.values()].map((entry) => entry.partitions)
  const seen = [starts, evidence.partitions, entries, foreign].flatMap((each) => [...each.keys()])
  return Math.max(0, ...said, ...seen.map((partition) => partition + 1))
}

function stepOf(partition: number, facts: RepairFacts, started: number): RepairStep | undefined {
  const before = facts.entries.get(partition)
  const told = facts.skipTo.get(partition)
  const found = facts.evidence.partitions.get(partition)
  const known = knownPosition(before, found, facts.starts.get(partition))
  const foreign = facts.foreign.get(partition)
  const base = { partition, before, ...(foreign === undefined ? {} : { foreign }) }
  const write = (offset: number): LedgerEntry => entryAt(offset, { partition, facts, started })
  if (told !== undefined) return { ...base, entry: write(told), source: { from: 'told', was: known.offset } }
  const isCurrent = before !== undefined && (before.intent !== undefined || before.end >= known.offset)
  return isCurrent ? undefined : { ...base, entry: write(known.offset), source: known.source }
}

/** The furthest position that anything tells of. */
function knownPosition(
  before: LedgerEntry | undefined,
  found: PartitionEvidence | undefined,
  start: number | undefined,
): { readonly offset: number; readonly source: RepairSource } {
  const least = before?.end ?? start ?? 0
  if (found !== undefined && found.end >= least)
    return { offset: found.end, source: { from: 'object', key: found.key } }
  return { offset: least, source: start === undefined ? { from: 'beginning' } : { from: 'start' } }
}

interface Place {
  readonly partition: number
  readonly facts: RepairFacts
  readonly started: number
}

function entryAt(offset: number, { partition, facts, started }: Place): LedgerEntry {
  const { uid, topic, entries, evidence, bounds } = facts
  const before = entries.get(partition)
  const times = [...entries.values()].flatMap(({ time, intent }) => [time, intent?.time])
  const known = [evidence.time, ...times].filter((time) => time !== undefined)
  const log = bounds.find((each) => each.partition === partition)?.log ?? before?.log
  const batches = evidence.partitions.get(partition)?.batches ?? []
  return {
    offset,
    end: offset,
    ...(known.length === 0 ? {} : { time: Math.max(...known) }),
    uid,
    topic,
    partitions: started,
    ...(log === undefined ? {} : { log }),
    proof: [...new Set([...(before?.proof ?? []), ...batches])],
  }
}

function problemsOf(step: RepairStep, { evidence, starts, bounds }: RepairFacts): readonly RepairProblem[] {
  const { partition, entry, source } = step
  const latest = bounds.find((each) => each.partition === partition)?.latest
  const { end } = entry
  const beyond: readonly RepairProblem[] =
    latest !== undefined && end > latest ? [{ problem: 'beyond', partition, begin: latest, end }] : []
  if (source.from === 'told') {
    return source.was <= end ? beyond : [{ problem: 'behind', partition, begin: end, end: source.was }]
  }
  const found = evidence.partitions.get(partition)
  if (found === undefined) return beyond
  const first = starts.get(partition) ?? 0
  const lost = found.begin > first ? [{ begin: first, end: found.begin }] : []
  return [
    ...[...lost, ...found.gaps].map((tile) => ({ problem: 'gap', partition, ...tile }) as const),
    ...found.overlaps.map((tile) => ({ problem: 'overlap', partition, ...tile }) as const),
    ...beyond,
  ]
}

function unknownPartitions({ skipTo, bounds }: RepairFacts): readonly RepairProblem[] {
  const there = new Set(bounds.map(({ partition }) => partition))
  return [...skipTo]
    .filter(([partition]) => !there.has(partition))
    .map(([partition, offset]) => ({ problem: 'unknown', partition, begin: offset, end: offset }))
}
