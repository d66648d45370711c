import test from 'ava'
import { FORMATS } from '../../src/formats/catalogue.ts'
import { verifyExporter, type VerifyRequest } from '../../src/audit/verify.ts'
import type { Verification } from '../../src/audit/verification.ts'
import type { Compression } from '../../src/model/export-job.ts'
import { MEMORY_CODECS } from '../memory/memory-codecs.ts'
import { DIRECT_LINK } from '../memory/link.ts'
import type { MemoryObject } from '../memory/memory-store.ts'
import { aRevision, Kit } from '../engine/kit.ts'

const PLACE = '{"place":"memory"}'

/** Two batches: one with events and dead letters, one of dead letters only. */
async function exported(compression: Compression): Promise<Kit> {
  const kit = new Kit(2, { current: aRevision(1, { onInvalidRecord: 'dead_letter', compression }) })
  for (const value of ['a', 'tombstone', 'b']) kit.topic.append(0, value)
  await kit.finish(kit.run({ once: true }))
  kit.topic.append(1, 'tombstone')
  await kit.clock.advance(60_000)
  await kit.finish(kit.run({ once: true }))
  return kit
}

function verify(
  kit: Kit,
  prefixes: readonly string[] = [''],
  readLedger: VerifyRequest['readLedger'] = () => Promise.resolve(kit.group.entries),
): Promise<Verification> {
  const connector = kit.store.connector(PLACE, DIRECT_LINK)
  return verifyExporter({
    exporter: 'out-demo',
    uid: 'uid-1',
    topic: 'topic-1',
    places: prefixes.map((prefix) => ({ connector, prefix })),
    deadLetterPrefixes: ['dead'],
    codecs: MEMORY_CODECS,
    formats: FORMATS,
    starts: new Map([0, 1].map((partition) => [partition, 0])),
    readLedger,
    content: true,
    signal: new AbortController().signal,
  })
}

function objectAt(kit: Kit, part: string): MemoryObject {
  const object = kit.store.objects.find(({ key }) => key.includes(part))
  if (object === undefined) throw new Error(`No object ${part}`)
  return object
}

for (const compression of ['none', 'gzip', 'zstd'] as const) {
  test(`verifyExporter() tiles over events and dead letters, compression ${compression}`, async (t) => {
    const kit = await exported(compression)
    t.like(await verify(kit), { problems: [], objects: 3, records: 2, rejected: 2, contentChecked: true })
  })
}

test('verifyExporter() finds dead letters that are gone', async (t) => {
  const kit = await exported('none')
  kit.store.delete(objectAt(kit, 'dead/events/2021-03-26T09:56:00-'))
  const { problems } = await verify(kit)
  t.deepEqual(
    problems.map(({ problem }) => problem),
    ['dead-letters'],
  )
})

test('verifyExporter() finds a gap where a batch of dead letters only is gone', async (t) => {
  const kit = await exported('none')
  kit.store.delete(objectAt(kit, '---1.jsonl'))
  const { problems } = await verify(kit)
  t.deepEqual(problems, [{ problem: 'gap', partition: 1, begin: 0, end: 1 }])
})

test('verifyExporter() looks for dead letters that were not listed before their events', async (t) => {
  const kit = await exported('none')
  const { problems } = await verify(kit, ['events'])
  t.deepEqual(
    problems.map(({ problem }) => problem),
    ['gap'],
  )
})

test('verifyExporter() tells each entry that is no entry once, and proves the rest', async (t) => {
  const kit = await exported('none')
  const foreign = new Map([0, 1].map((partition) => [partition, `offset ${partition}: it is not ours`]))
  const { problems, partitions } = await verify(kit, [''], (onForeign) => {
    foreign.forEach((what, partition) => onForeign(partition, what))
    return Promise.resolve(new Map())
  })
  t.deepEqual(
    problems,
    [...foreign].map(([partition, what]) => ({ problem: 'foreign-entry', partition, what })),
  )
  t.true(partitions.every(({ end, ledgerEnd }) => end > 0 && ledgerEnd === undefined))
})

test('verifyExporter() does not call proven what the ledger has no position of', async (t) => {
  const kit = await exported('none')
  const lost = await verify(kit, [''], () => Promise.resolve(new Map()))
  t.deepEqual(lost.problems, [{ problem: 'no-position', partitions: [0, 1] }])
  const entries = new Map([...kit.group.entries].filter(([partition]) => partition === 0))
  const half = await verify(kit, [''], () => Promise.resolve(entries))
  t.deepEqual(half.problems, [{ problem: 'no-position', partitions: [1] }])
})

test('verifyExporter() proves no end where the ledger cannot be read', async (t) => {
  const { problems, partitions } = await verify(await exported('none'), [''], () => Promise.resolve(undefined))
  t.deepEqual(problems, [])
  t.true(partitions.every(({ ledgerEnd }) => ledgerEnd === undefined))
})

test('verifyExporter() tells compressed objects that are damaged', async (t) => {
  const kit = await exported('gzip')
  const { place, key, body, metadata } = objectAt(kit, 'events/2021-03-26T09:56:00-demo---0.jsonl')
  kit.store.delete({ place, key, body, metadata })
  const [size, contentType] = [body.length - 4, 'application/gzip']
  kit.store.create(place, { key, body: [body.subarray(0, size)], size, metadata, contentType })
  const { problems } = await verify(kit)
  t.regex(JSON.stringify(problems), /cannot be decompressed/)
})
