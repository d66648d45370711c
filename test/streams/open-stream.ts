import { randomUUID } from 'node:crypto'
import type { ExecutionContext } from 'ava'
import type { FieldValues } from '../../src/model/fields.ts'
import type { Ledger, LedgerAdmin, LedgerEntries, LedgerEntry } from '../../src/model/ledger.ts'
import type { Stream, StreamActions, StreamCatalogue, StreamVariant } from '../../src/model/stream.ts'
import { STREAMS } from '../../src/streams/catalogue.ts'
import type { StreamHarness } from './harness.ts'
import { systemClock } from './system-clock.ts'

export function variantOf(variant: string): StreamVariant {
  const catalogue: StreamCatalogue = STREAMS
  const found = catalogue[variant]
  if (found === undefined) throw new Error(`No stream ${variant}`)
  return found
}

export function deps(leaseMs = 10_000) {
  return { directory: '/', uuid: randomUUID, clock: systemClock, environment: {}, leaseMs }
}

/** A stream that was made, with what a producer needs. */
export interface MadeStream {
  readonly stream: Stream
  readonly actions: StreamActions
  readonly settings: FieldValues
  readonly topic: string
  /** As a resource would record it. */
  readonly made: string | undefined
  readonly withPartitions: (partitions: number) => FieldValues
  readonly produce: (partition: number, values: readonly string[]) => Promise<void>
}

export interface MakeOptions {
  readonly partitions?: number
  readonly leaseMs?: number
}

export async function makeStream(
  t: Pick<ExecutionContext, 'teardown'>,
  tested: { readonly variant: string; readonly harness: StreamHarness },
  { partitions = 1, leaseMs = 10_000 }: MakeOptions = {},
): Promise<MadeStream> {
  const prepared = await tested.harness.prepare(t, partitions)
  const variant = variantOf(tested.variant)
  const actions = await variant.actions(prepared.settings, deps(leaseMs))
  const { topic, made } = await actions.ensure(new AbortController().signal)
  const stream = await variant.open(prepared.settings, deps(leaseMs))
  t.teardown(() => stream.close())
  return { stream, actions, topic, made, ...prepared }
}

export function entry(fields: Partial<LedgerEntry> = {}): LedgerEntry {
  return { offset: 0, end: 0, uid: 'u1', topic: 't1', partitions: 1, proof: [], ...fields }
}

export function entries(fields: Partial<LedgerEntry> = {}, partitions: readonly number[] = [0]): LedgerEntries {
  return new Map(partitions.map((partition) => [partition, entry(fields)]))
}

/** Where ledgers are: a stream, and what no other test's stream has. */
export interface LedgerPlace {
  readonly stream: Pick<Stream, 'openLedger' | 'ledgerAdmin'>
  readonly topic: string
}

/** A member's ledger that leaves when the test ends. */
export async function openLedger(
  t: Pick<ExecutionContext, 'teardown'>,
  place: LedgerPlace,
  uid = 'u1',
): Promise<Ledger> {
  const ledger = await place.stream.openLedger(uid, groupOf(place, uid))
  t.teardown(() => ledger.leave())
  return ledger
}

export function adminOf(place: LedgerPlace, uid = 'u1'): Promise<LedgerAdmin> {
  return place.stream.ledgerAdmin(uid, groupOf(place, uid))
}

/** Groups are known to a whole cluster. */
export function groupOf({ topic }: LedgerPlace, uid: string): string {
  return `group-${topic}-${uid}`
}
