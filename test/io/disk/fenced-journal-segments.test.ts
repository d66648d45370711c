import test from 'ava'
import type { JsonValue } from '../../../src/io/disk/json-value.ts'
import { UnsuitableFileSystemError } from '../../../src/io/disk/unsuitable-file-system-error.ts'
import { JournalWorld, LEASE_MS } from './journal-world.ts'
import { systemError } from './memory-disk.ts'

test('heartbeats do not make the journal grow without bound', async (t) => {
  const world = new JournalWorld()
  const process = world.start({ segmentBytes: 2000 })
  const tenure = await process.acquire()
  await tenure.append('kept')
  await process.clock.advance(200 * LEASE_MS, LEASE_MS / 3)
  t.true(world.segments().length <= 2)
  t.true([...world.disk.contents().values()].every((content) => content.length < 5000))
  t.deepEqual(await world.payloads(), ['kept'])
})

const compact = (payloads: readonly JsonValue[]): JsonValue[] => [payloads.map(Number).reduce((a, b) => a + b, 0)]

test('segments are sealed when they double, compacted, and only the last two are kept', async (t) => {
  const world = new JournalWorld()
  const process = world.start({ compact, segmentBytes: 3000 })
  const reader = world.start({ compact }).journal
  const tenure = await process.acquire()
  for (let count = 0; count < 300; count++) {
    t.is(await tenure.append(1), 'counted')
    if (count % 7 === 0) t.is(sum((await reader.read())?.payloads), count + 1)
  }
  t.is(world.segments().length, 2)
  t.true((world.segments()[0] ?? 0) > 5)
  t.is(sum(await world.payloads()), 300)
  t.true((await world.payloads())?.length !== 300)
})

function sum(payloads: readonly JsonValue[] | undefined): number | undefined {
  return payloads?.map(Number).reduce((a, b) => a + b, 0)
}

for (const [what, cut] of [
  ['a short write', 20],
  ['a write of nothing', 0],
] as const)
  test(`${what} ends the tenure, counts for nothing, and others go on`, async (t) => {
    const world = new JournalWorld()
    let full = false
    const first = world.start({ gate: async ({ call }) => (full && call === 'write' ? cut : undefined) })
    const tenure = await first.acquire()
    await tenure.append('before')
    full = true
    const [one, two] = [tenure.append('one'), tenure.append('two')]
    await t.throwsAsync(one, { code: 'ENOSPC' })
    await t.throwsAsync(two, { code: 'ENOSPC' })
    t.is(await tenure.append('three'), 'fenced')
    t.true(tenure.lost.aborted)
    await tenure.release()
    const next = await world.start().acquireAfter(first)
    await next.append('after')
    t.deepEqual(await world.payloads(), ['before', 'after'])
  })

for (const fault of ['write', 'dataSync', 'read'] as const)
  test(`a failed "${fault}" ends the tenure`, async (t) => {
    const world = new JournalWorld()
    let failing = false
    const first = world.start({
      gate: async ({ call, path }) => {
        if (failing && call === fault) throw systemError('EIO', path)
      },
    })
    const tenure = await first.acquire()
    failing = true
    await t.throwsAsync(tenure.append('x'), { code: 'EIO' })
    failing = false
    t.true(tenure.lost.aborted)
    t.is(await tenure.append('y'), 'fenced')
    await tenure.release()
    t.false(((await world.payloads()) ?? []).includes('y'))
  })

test('a failed seal ends the tenure, but what was appended before counts', async (t) => {
  const world = new JournalWorld()
  const process = world.start({
    segmentBytes: 1500,
    gate: async ({ call, path }) => {
      if (call === 'link' && path.endsWith('-2.log')) throw systemError('ENOSPC', path)
    },
  })
  const tenure = await process.acquire()
  const counted: number[] = []
  for (let index = 0; !tenure.lost.aborted; index++) if ((await tenure.append(index)) === 'counted') counted.push(index)
  t.deepEqual(await world.payloads(), counted)
  await tenure.release()
  const next = await world.start().acquireAfter(process)
  t.is(await next.append('after'), 'counted')
  t.deepEqual(await world.payloads(), [...counted, 'after'])
  t.deepEqual(world.segments(), [1, 2])
})

test('acquire() passes on that the directory cannot be written', async (t) => {
  const world = new JournalWorld()
  const process = world.start({
    gate: async ({ call, path }) => {
      if (call === 'makeDirectory') throw systemError('EACCES', `${path} of ${world.segments().length}`)
    },
  })
  await t.throwsAsync(process.acquire(), { code: 'EACCES' })
})

test('acquire() refuses a network file system', async (t) => {
  const world = new JournalWorld()
  world.disk.type = 0x6969
  const error = await t.throwsAsync(world.start().acquire(), { instanceOf: UnsuitableFileSystemError })
  t.regex(error?.message ?? '', /NFS/)
})

/** Bytes that are written for so many payloads, none of which is ever dropped. */
async function bytesWritten(count: number): Promise<number> {
  let bytes = 0
  const gate = async ({ size = 0 }: { readonly size?: number }): Promise<void> => {
    bytes += size
  }
  const tenure = await new JournalWorld().start({ segmentBytes: 2000, gate }).acquire()
  for (let index = 0; index < count; index++) await tenure.append(index)
  return bytes
}

test('what is written stays in proportion to what is appended, compaction included', async (t) => {
  const [few, many] = [await bytesWritten(200), await bytesWritten(1600)]
  t.true(many < 10 * few, `${few} bytes for 200, ${many} for 1600`)
})
