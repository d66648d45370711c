import test from 'ava'
import { LeaseHeldError, LeaseLostError } from '../../../src/io/disk/journal-errors.ts'
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
  const reason: unknown = tenure.lost.reason
  t.true(reason instanceof LeaseLostError && reason.by?.process.pid === second.pid)
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
