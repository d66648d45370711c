import { once } from 'node:events'
import test from 'ava'
import { Work } from '../../../src/connectors/local-directory/work.ts'

test('run() gives the result, or what the action threw', async (t) => {
  const work = new Work()
  const signal = new AbortController().signal
  t.is(await work.run(() => Promise.resolve(7), signal), 7)
  await t.throwsAsync(
    work.run(() => Promise.reject(new Error('no')), signal),
    { message: 'no' },
  )
})

test('run() leaves a hanging action as soon as it is aborted, and settle() waits for it', async (t) => {
  const work = new Work()
  const stop = new AbortController()
  const reason = new Error('stopped')
  const finish = new AbortController()
  const running = work.run(() => once(finish.signal, 'abort'), stop.signal)
  stop.abort(reason)
  await t.throwsAsync(running, { is: reason })
  let isSettled = false
  const settling = work.settle().then(() => (isSettled = true))
  await Promise.resolve()
  t.false(isSettled)
  finish.abort()
  await settling
  t.true(isSettled)
})

test('run() does not begin when it was aborted before', async (t) => {
  const reason = new Error('stopped')
  const running = new Work().run(() => Promise.resolve(t.fail()), AbortSignal.abort(reason))
  await t.throwsAsync(running, { is: reason })
})
