import test from 'ava'
import { OpenRetries } from '../../../src/engine/waiting/open-retries.ts'

const [read, join, write] = [{}, {}, {}]

test('a cause is new once, whoever meets it', (t) => {
  const retries = new OpenRetries()
  t.true(retries.fail(read, 'DOWN'))
  t.false(retries.fail(read, 'DOWN'))
  t.false(retries.fail(join, 'DOWN'))
  t.true(retries.fail(read, 'DENIED'))
  t.false(retries.fail(read, 'DOWN'))
})

test('a cause is new again after what met it worked', (t) => {
  const retries = new OpenRetries()
  retries.fail(read, 'DOWN')
  retries.fail(join, 'DOWN')
  retries.succeed(join)
  t.false(retries.fail(write, 'DOWN'))
  retries.succeed(read)
  retries.succeed(write)
  t.true(retries.fail(read, 'DOWN'))
})

test('what was given up is remembered for what is tried in its place, until something works', (t) => {
  const retries = new OpenRetries()
  retries.fail(read, 'DOWN')
  retries.giveUp(read)
  t.false(retries.fail(join, 'DOWN'))
  retries.succeed(join)
  t.true(retries.fail(write, 'DOWN'))
})
