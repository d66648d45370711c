import test from 'ava'
import {
  JournalDamagedError,
  JournalNewerError,
  LeaseHeldError,
  LeaseLostError,
} from '../../../src/io/disk/journal-errors.ts'
import { encodeLine } from '../../../src/io/disk/journal-line.ts'
import type { JsonValue } from '../../../src/io/disk/json-value.ts'
import { UnsuitableFileSystemError } from '../../../src/io/disk/unsuitable-file-system-error.ts'
import { DIRECTORY, JournalWorld, LEASE_MS, settle } from './journal-world.ts'
import { systemError } from './memory-disk.ts'

test('read() gives nothing where there is no journal, and makes nothing', async (t) => {
  const world = new JournalWorld()
  t.is(await world.payloads(), undefined)
  t.deepEqual([...world.disk.contents().keys()], [])
})

test('append() counts for every reader', async (t) => {
  const world = new JournalWorld()
  const tenure = await world.start().acquire()
  t.is(await tenure.append({ a: 1 }), 'counted')
  t.is(await tenure.append(['ä', null]), 'counted')
  t.deepEqual(await world.payloads(), [{ a: 1 }, ['ä', null]])
  t.deepEqual(tenure.payloads(), [{ a: 1 }, ['ä', null]])
  await tenure.release()
})

test('append() shares a line among payloads that are given at once', async (t) => {
  const world = new JournalWorld()
  const tenure = await world.start().acquire()
  const outcomes = await Promise.all(Array.from({ length: 1000 }, (_, index) => tenure.append(index)))
  t.deepEqual(new Set(outcomes), new Set(['counted']))
  t.deepEqual(
    await world.payloads(),
    Array.from({ length: 1000 }, (_, index) => index),
  )
  t.is(world.text().match(/"kind":"write"/g)?.length, 4)
})

test('a journal begins with what "initial" gives', async (t) => {
  const world = new JournalWorld()
  const tenure = await world.start({ initial: async () => ['from before'] }).acquire()
  await tenure.append('new')
  t.deepEqual(await world.payloads(), ['from before', 'new'])
})

test('read() goes on where it stopped and sees what others wrote', async (t) => {
  const world = new JournalWorld()
  const { journal } = world.start()
  const tenure = await world.start().acquire()
  await tenure.append(1)
  t.deepEqual((await journal.read())?.payloads, [1])
  await tenure.append(2)
  t.deepEqual((await journal.read())?.payloads, [1, 2])
})

test('acquire() waits for the holder and gets the lease when he releases', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  const tenure = await first.acquire()
  const waited: number[] = []
  const second = world.start()
  const signal = new AbortController().signal
  const acquiring = second.journal.acquire({
    operation: 'up',
    signal,
    onWait: (holder) => waited.push(holder.process.pid),
  })
  await settle()
  t.deepEqual(waited, [first.pid])
  await tenure.release()
  const { tenure: next, replaced } = await acquiring
  t.is(replaced, undefined)
  t.true(next.fence > tenure.fence)
  t.is(await next.append('next'), 'counted')
  t.is(await tenure.append('late'), 'fenced')
  t.false(tenure.lost.aborted)
})

test('acquire() gives up after its time-out and tells who holds the lease', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  await first.acquire()
  const second = world.start()
  const error = await t.throwsAsync(second.acquire(0), { instanceOf: LeaseHeldError })
  t.is(error?.holder.process.pid, first.pid)
  t.is(error?.holder.operation, `test ${first.pid}`)
  t.is(error?.holder.since, first.clock.now())
  const waiting = t.throwsAsync(second.acquire(1000), { instanceOf: LeaseHeldError })
  await settle()
  await second.clock.advance(1000)
  await waiting
})

test('acquire() stops waiting when its signal is aborted', async (t) => {
  const world = new JournalWorld()
  await world.start().acquire()
  const stop = new AbortController()
  const reason = new Error('stop')
  const waiting = t.throwsAsync(world.start().journal.acquire({ operation: 'up', signal: stop.signal }), { is: reason })
  await settle()
  stop.abort(reason)
  await waiting
})

test('acquire() replaces a holder whose process is gone at once', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  const tenure = await first.acquire()
  await tenure.append('kept')
  world.bury(first.pid)
  const { tenure: next, replaced } = await world.start().acquireWithNotice(0)
  t.is(replaced?.because, 'gone')
  t.is(replaced?.holder.process.pid, first.pid)
  t.deepEqual(next.payloads(), ['kept'])
})

test('acquire() does not wait for a tenure of its own that failed', async (t) => {
  const world = new JournalWorld()
  let failing = false
  const process = world.start({
    gate: async ({ call, path }) => {
      if (failing && call === 'dataSync') throw systemError('EIO', path)
    },
  })
  const tenure = await process.acquire()
  failing = true
  await t.throwsAsync(tenure.append(1), { code: 'EIO' })
  failing = false
  t.is(await (await process.acquire(0)).append(2), 'counted')
})

test('a stalled holder is replaced after his lease, and his late append is fenced', async (t) => {
  const world = new JournalWorld()
  const stalled = world.start()
  const tenure = await stalled.acquire()
  await tenure.append('early')
  const second = world.start()
  const acquiring = second.acquireWithNotice()
  await settle()
  await second.clock.advance(LEASE_MS)
  t.false(tenure.lost.aborted)
  await second.clock.advance(1000)
  const { tenure: next, replaced } = await acquiring
  t.is(replaced?.because, 'expired')
  await next.append('next')
  t.is(await tenure.append('late'), 'fenced')
  t.true(tenure.lost.reason instanceof LeaseLostError)
  t.is(tenure.lost.reason.by?.process.pid, second.pid)
  t.false(await tenure.stillMine())
  await tenure.release()
  t.deepEqual(await world.payloads(), ['early', 'next'])
})

test('a stalled holder notices with his next heartbeat that he was replaced', async (t) => {
  const world = new JournalWorld()
  const stalled = world.start()
  const tenure = await stalled.acquire()
  world.bury(stalled.pid)
  await world.start().acquire()
  t.false(tenure.lost.aborted)
  await stalled.clock.advance(LEASE_MS / 3 + 100)
  t.true(tenure.lost.aborted)
})

test('heartbeats keep a lease for as long as its holder lives', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  const tenure = await first.acquire()
  const second = world.start()
  const waiting = t.throwsAsync(second.acquire(10 * LEASE_MS), { instanceOf: LeaseHeldError })
  await settle()
  for (let elapsed = 0; elapsed <= 10 * LEASE_MS; elapsed += 500) {
    await first.clock.advance(500)
    await second.clock.advance(500)
  }
  await waiting
  t.true(await tenure.stillMine())
})

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

test('stillMine() renews a lease that is about to end', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  const tenure = await first.acquire()
  const before = world.text()
  t.true(await tenure.stillMine())
  t.is(world.text(), before)
  await first.clock.advance(LEASE_MS / 3, LEASE_MS / 3)
  t.true(await tenure.stillMine())
  t.true(world.text().length > before.length)
})

test('a journal that was removed ends its tenure', async (t) => {
  const world = new JournalWorld()
  const process = world.start()
  const tenure = await process.acquire()
  await world.disk.mount().remove(`${DIRECTORY}/journal-1.log`)
  t.false(await tenure.stillMine())
  t.true(tenure.lost.reason instanceof LeaseLostError)
})

test('segments are sealed when they double, compacted, and only the last two are kept', async (t) => {
  const world = new JournalWorld()
  const compact = (payloads: readonly JsonValue[]): JsonValue[] => [payloads.map(Number).reduce((a, b) => a + b, 0)]
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

const GARBAGE: readonly (readonly [string, string])[] = [
  ['a torn line', '\n0badcafe {"kind":"wri'],
  ['zeros', '\0'.repeat(5000)],
  ['empty lines', '\n\n\n\n'],
  ['text', '\nhello\nworld'],
  ['invalid UTF-8', '\n\xff\xfe\xfd'],
]

for (const [what, bytes] of GARBAGE)
  test(`${what} at the end of a journal spoils nothing`, async (t) => {
    const world = new JournalWorld()
    const first = world.start()
    await (await first.acquire()).append('before')
    world.edit((content) => Buffer.concat([content, Buffer.from(bytes, 'latin1')]))
    t.deepEqual(await world.payloads(), ['before'])
    world.bury(first.pid)
    const tenure = await world.start().acquire()
    t.is(await tenure.append('after'), 'counted')
    t.deepEqual(await world.payloads(), ['before', 'after'])
  })

test('a last line that is cut anywhere does not count and spoils nothing', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  const tenure = await first.acquire()
  await tenure.append('before')
  const before = world.text().length
  await tenure.append('torn')
  const whole = world.text().length
  world.bury(first.pid)
  for (let length = whole - 2; length >= before; length -= 7) {
    world.edit((content) => content.subarray(0, length))
    t.deepEqual(await world.payloads(), ['before'])
  }
  const next = await world.start().acquire()
  t.is(await next.append('after'), 'counted')
  t.deepEqual(await world.payloads(), ['before', 'after'])
})

test('a reader that met half a line sees it when it is whole', async (t) => {
  const world = new JournalWorld()
  const tenure = await world.start().acquire()
  await tenure.append(1)
  const half = Buffer.from(world.text())
  await tenure.append(2)
  const whole = Buffer.from(world.text())
  const { journal } = world.start()
  for (const length of [half.length, half.length + 1, half.length + 30, whole.length - 2]) {
    world.edit(() => whole.subarray(0, length))
    t.deepEqual((await journal.read())?.payloads, [1])
  }
  world.edit(() => whole)
  t.deepEqual((await journal.read())?.payloads, [1, 2])
})

test('a counted line that was changed in any bit stops readers and writers once a line follows it', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  const tenure = await first.acquire()
  await tenure.append('a')
  await tenure.append('b')
  await tenure.append('c')
  world.bury(first.pid)
  const whole = Buffer.from(world.text())
  const last = whole.lastIndexOf('\n\n')
  for (let byte = 0; byte < last; byte += 3) {
    world.edit(() => flipped(whole, byte))
    await t.throwsAsync(world.payloads(), { instanceOf: JournalDamagedError }, `byte ${byte}`)
    await t.throwsAsync(world.start().acquire(0), { instanceOf: JournalDamagedError })
  }
})

function flipped(content: Buffer, byte: number): Buffer {
  const copy = Buffer.from(content)
  copy[byte] = (copy[byte] ?? 0) ^ 0x10
  return copy
}

test('a counted line that was removed stops readers', async (t) => {
  const world = new JournalWorld()
  const tenure = await world.start().acquire()
  for (const payload of ['a', 'b', 'c']) await tenure.append(payload)
  const lines = world.text().split('\n')
  world.edit(() => Buffer.from(lines.filter((line) => !line.includes('"b"')).join('\n')))
  await t.throwsAsync(world.payloads(), { instanceOf: JournalDamagedError })
})

for (const [what, cut] of [
  ['empty', 0],
  ['cut in its base', 300],
] as const)
  test(`a segment that is ${what} is damaged, not a new journal`, async (t) => {
    const world = new JournalWorld()
    const tenure = await world.start({ initial: async () => [1, 2, 'x'.repeat(500), 3] }).acquire()
    await tenure.release()
    world.edit((content) => content.subarray(0, cut))
    await t.throwsAsync(world.payloads(), { instanceOf: JournalDamagedError })
    await t.throwsAsync(world.start().acquire(), { instanceOf: JournalDamagedError })
  })

test('a segment of a newer format is refused', async (t) => {
  const world = new JournalWorld()
  await (await world.start().acquire()).release()
  world.edit(() => encodeLine({ kind: 'head', format: 99, segment: 1, base: 0, lease: undefined }))
  await t.throwsAsync(world.payloads(), { instanceOf: JournalNewerError })
})

test('of two leases with one number the first counts', async (t) => {
  const world = new JournalWorld()
  let held: (() => void) | undefined
  const slow = world.start({
    gate: async ({ call }) => {
      if (call === 'write' && held === undefined && world.segments().length > 0)
        await new Promise<void>((resolve) => (held = resolve))
    },
  })
  const slowAcquiring = slow.acquire()
  await settle()
  const quick = world.start()
  const tenure = await quick.acquire()
  held?.()
  await settle()
  t.is(await tenure.append('quick'), 'counted')
  t.is(world.text().match(/"kind":"lease"/g)?.length, 2)
  await tenure.release()
  t.is((await slowAcquiring).fence, tenure.fence + 1)
})

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
  const gate = async ({ call, path }: { call: string; path: string }): Promise<void> => {
    if (call === 'makeDirectory') throw systemError('EACCES', path)
  }
  await t.throwsAsync(world.start({ gate }).acquire(), { code: 'EACCES' })
})

test('acquire() refuses a network file system', async (t) => {
  const world = new JournalWorld()
  world.disk.type = 0x6969
  const error = await t.throwsAsync(world.start().acquire(), { instanceOf: UnsuitableFileSystemError })
  t.regex(error?.message ?? '', /NFS/)
})

test('holder() tells who holds the lease until it is released', async (t) => {
  const world = new JournalWorld()
  const reader = world.start().journal
  t.is(await reader.holder(), undefined)
  const process = world.start()
  const tenure = await process.acquire()
  t.is((await reader.holder())?.process.pid, process.pid)
  await tenure.release()
  t.is(await reader.holder(), undefined)
})

test('watch() wakes at a change, and otherwise after the time between two looks', async (t) => {
  const world = new JournalWorld()
  const tenure = await world.start().acquire()
  const process = world.start({ pollMs: 1000 })
  const watch = process.journal.watch()
  const woken = watch.next()
  await tenure.append(1)
  await woken
  const polled = watch.next()
  await process.clock.advance(1000)
  await polled
  const stop = new AbortController()
  const stopped = t.throwsAsync(watch.next(stop.signal))
  stop.abort(new Error('stop'))
  await stopped
  watch.close()
})
