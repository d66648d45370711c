import test from 'ava'
import { ConcurrencyLimit } from '../../src/lib/concurrency-limit.ts'

const never = new AbortController().signal

test('ConcurrencyLimit lets so many work at a time, and one that gives up takes no place', async (t) => {
  const limit = new ConcurrencyLimit(1)
  const order: string[] = []
  const gate = new AbortController()
  const opened = new Promise<void>((resolve) => gate.signal.addEventListener('abort', () => resolve()))
  const first = limit.run(never, () => opened)
  const stop = new AbortController()
  const second = limit.run(stop.signal, () => Promise.resolve(order.push('second')))
  const third = limit.run(never, () => Promise.resolve(order.push('third')))
  stop.abort(new Error('given up'))
  await t.throwsAsync(second, { message: 'given up' })
  t.deepEqual(order, [])
  gate.abort()
  await Promise.all([first, third])
  t.deepEqual(order, ['third'])
})

test('a place that is released twice is free once', async (t) => {
  const limit = new ConcurrencyLimit(1)
  const release = await limit.acquire(never)
  release()
  release()
  await limit.acquire(never)
  const third = limit.acquire(never).then(() => 'began')
  t.is(await Promise.race([third, new Promise((resolve) => setImmediate(resolve, 'waits'))]), 'waits')
})
