import test from 'ava'
import { deferred } from '../../deferred.ts'
import { settle } from '../../memory/fake-clock.ts'
import { Kit } from './hub-kit.ts'

test('readers at one position share each fetch', async (t) => {
  const kit = new Kit()
  const readers = Array.from({ length: 5 }, () => kit.reader())
  for (let round = 0; round < 2; round++) for (const reader of readers) await reader.next()
  t.is(kit.open, 1, 'each has handed its own reader back')
  const before = kit.fetches
  const polls = readers.map((reader) => reader.next({ waitMs: 5000 }))
  await settle()
  kit.topic.append(0, 'a')
  kit.topic.append(0, 'b')
  await Promise.all(polls)
  t.true(kit.fetches - before <= 3, `${kit.fetches - before} fetches`)
  for (const { values } of readers) t.deepEqual(values.get(0), ['a', 'b'])
  t.is(kit.budget.usedBytes, 0)
})

test('shared data counts once and only until the last one has taken it', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other]) await reader.next()
  kit.topic.append(0, 'x'.repeat(99))
  const first = await one.poll()
  t.is(kit.budget.usedBytes, 100)
  const second = await other.poll()
  t.is(kit.budget.usedBytes, 100)
  one.take(first)
  t.is(kit.budget.usedBytes, 100)
  other.take(second)
  t.is(kit.budget.usedBytes, 0)
  t.deepEqual(other.values.get(0), ['x'.repeat(99)])
})

test('a reader that does not come for its data holds back neither the others nor memory, and comes back', async (t) => {
  const kit = new Kit({ fetchBytes: 1000 })
  const [fast, slow] = [kit.reader(), kit.reader()]
  for (const reader of [fast, slow, fast, slow]) await reader.next()
  for (let round = 0; round < 100; round++) {
    kit.topic.append(0, String(round).padStart(99, '0'))
    await fast.next()
    t.true(kit.budget.usedBytes <= 3000, `${kit.budget.usedBytes} bytes are held`)
  }
  t.is(fast.values.get(0)?.length, 100)
  for (let round = 0; round < 100; round++) await fast.next()
  t.is(kit.budget.usedBytes, 0, 'nobody looks for it any more')
  while ((slow.values.get(0)?.length ?? 0) < 100) await slow.next({ maxBytes: 1000 })
  t.deepEqual(slow.values, fast.values)
  await slow.next()
  await fast.next()
  t.is(kit.open, 1)
})

test('a failed fetch is the trouble of each reader, and sharing goes on after it', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other, one, other]) await reader.next()
  kit.topic.append(0, 'a')
  kit.failing = true
  await t.throwsAsync(one.poll(), { message: 'No route' })
  await t.throwsAsync(other.poll(), { message: 'No route' })
  kit.failing = false
  for (const reader of [one, other, one, other, one, other]) await reader.next()
  for (const { values } of [one, other]) t.deepEqual(values.get(0), ['a'])
  t.is(kit.open, 1)
  t.is(kit.budget.usedBytes, 0)
})

test('what cannot be decoded ends reading for whoever decoded it, at the place where it is', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other]) await reader.next()
  kit.topic.append(0, 'a')
  const [view] = await one.poll()
  Object.defineProperty(view, 'failure', { value: new Error('damaged') })
  kit.topic.append(0, 'b')
  await t.throwsAsync(one.poll(), { message: 'damaged' })
  await t.throwsAsync(one.poll(), { message: 'damaged' })
  for (let round = 0; round < 3; round++) await other.next()
  t.deepEqual(other.values.get(0), ['a', 'b'])
  one.reader.assign(new Map([[0, { offset: 0 }]]))
  while ((one.values.get(0)?.length ?? 0) < 2) await one.next()
  t.deepEqual(one.values.get(0), ['a', 'b'])
})

test('a reader that knows another log than the others reads for itself until both have read the same', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other]) await reader.next()
  t.is(kit.open, 1)
  other.reader.assign(new Map([[0, { offset: 0, log: '1' }]]))
  await other.next()
  t.is(kit.open, 2)
  kit.topic.append(0, 'a')
  for (const reader of [one, other, one, other]) await reader.next()
  t.is(kit.open, 1)
  for (const { values } of [one, other]) t.deepEqual(values.get(0), ['a'])
})

/** The last record is lost, and others are in its place. */
function truncate({ topic }: Kit): void {
  topic.truncate(0, 3)
  for (const value of ['D', 'E', 'F']) topic.append(0, value)
}

test('what another reader fetched does not lead past records of a log that took the place of the one that was read', async (t) => {
  const kit = new Kit()
  for (const value of ['a', 'b', 'c', 'd']) kit.topic.append(0, value)
  truncate(kit)
  const [one, other] = [kit.reader([]), kit.reader([])]
  const fetched = deferred<void>()
  kit.delay = fetched.promise
  one.reader.assign(new Map([[0, { offset: 4, log: '0' }]]))
  const polled = one.poll()
  other.reader.assign(new Map([[0, { offset: 1, log: '0' }]]))
  await other.next()
  fetched.resolve()
  await t.throwsAsync(
    polled.then((parts) => one.take(parts)).then(() => one.next()),
    { message: /epoch 0 ends at 3/ },
  )
  t.deepEqual([one.values.get(0), other.values.get(0)], [undefined, ['b', 'c', 'D', 'E', 'F']])
})

test('a reader comes in only where the others are in the log that it has read', async (t) => {
  const kit = new Kit()
  for (const value of ['a', 'b', 'c', 'd']) kit.topic.append(0, value)
  const [slow, one, other] = [kit.reader(), kit.reader([]), kit.reader([])]
  while ((slow.values.get(0)?.length ?? 0) < 4) await slow.next()
  truncate(kit)
  for (const reader of [one, other]) reader.reader.assign(new Map([[0, { offset: 2, log: '0' }]]))
  for (const reader of [one, other, one]) await reader.next()
  await t.throwsAsync(() => slow.next(), { message: /epoch 0 ends at 3/ })
  t.deepEqual(slow.values.get(0), ['a', 'b', 'c', 'd'])
})

test('an abort ends the wait of one reader only', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other, one, other]) await reader.next()
  const abort = new AbortController()
  const waiting = one.reader.poll({ waitMs: 5000, maxBytes: 1000, signal: abort.signal })
  const polled = other.next({ waitMs: 5000 })
  await settle()
  abort.abort(new Error('enough'))
  await t.throwsAsync(waiting, { message: 'enough' })
  kit.topic.append(0, 'a')
  await polled
  t.deepEqual(other.values.get(0), ['a'])
  await one.next()
  t.deepEqual(one.values.get(0), ['a'])
})

test('the last reader that closes closes everything', async (t) => {
  const kit = new Kit()
  const [one, other] = [kit.reader(), kit.reader()]
  for (const reader of [one, other, one, other]) await reader.next()
  kit.topic.append(0, 'a')
  await one.next()
  const polled = other.next({ waitMs: 5000 })
  await polled
  await one.reader.close()
  await other.reader.close()
  t.is(kit.open, 0)
  t.is(kit.budget.usedBytes, 0)
})
