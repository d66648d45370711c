import test from 'ava'
import type { VariantSettings } from '../../src/model/kind.ts'
import { Secret } from '../../src/model/secret.ts'
import { SharedPool } from '../../src/lib/shared-pool.ts'
import { sameSettings } from '../../src/model/same-value.ts'

class Thing {
  closed = 0

  close(): Promise<void> {
    this.closed++
    return Promise.resolve()
  }
}

class Things extends SharedPool<VariantSettings, Thing> {
  readonly things: Thing[]

  constructor(kept = 32) {
    const things: Thing[] = []
    const open = (): Promise<Thing> => {
      const thing = new Thing()
      things.push(thing)
      return Promise.resolve(thing)
    }
    super({ open, isSame: sameSettings, kept })
    this.things = things
  }
}

const which = (path: string): VariantSettings => ({ variant: 'v', settings: { path } })
const openUnclosable = () => Promise.resolve({ close: () => Promise.reject(new Error('disk')) })
const nothing = (): Promise<void> => Promise.resolve()

test('one thing is opened for those that use the same settings, also one after the other', async (t) => {
  const shared = new Things()
  await Promise.all([shared.use(which('a'), nothing), shared.use(which('a'), nothing)])
  await shared.use(which('a'), nothing)
  t.is(shared.things.length, 1)
  t.is(shared.things[0]?.closed, 0)
})

test('settings that differ in a secret alone are two', async (t) => {
  const shared = new Things()
  for (const token of ['x', 'y', 'x']) {
    await shared.use({ variant: 'v', settings: { token: new Secret(token) } }, nothing)
  }
  t.is(shared.things.length, 2)
})

test('few stay open, and all are closed once at the end', async (t) => {
  const shared = new Things()
  for (let index = 0; index < 100; index++) await shared.use(which(String(index)), nothing)
  await shared.use(which('99'), nothing)
  t.true(shared.things.filter((thing) => thing.closed === 0).length <= 32)
  await shared.close()
  t.true(shared.things.every((thing) => thing.closed === 1))
})

test('what is forgotten while in use is closed after it', async (t) => {
  const shared = new Things()
  await shared.use(which('a'), () => {
    shared.forget(which('a'))
    t.is(shared.things[0]?.closed, 0)
    return Promise.resolve()
  })
  await shared.use(which('a'), nothing)
  t.is(shared.things.length, 2)
  t.is(shared.things[0]?.closed, 1)
})

test('a thing that could not be opened is tried again by the next', async (t) => {
  let attempts = 0
  const open = () => (++attempts === 1 ? Promise.reject(new Error('no')) : Promise.resolve(new Thing()))
  const shared = new SharedPool({ open, isSame: sameSettings, kept: 32 })
  await t.throwsAsync(shared.use(which('a'), nothing), { message: 'no' })
  await shared.use(which('a'), nothing)
  t.is(attempts, 2)
  await shared.close()
})

test('an error of a close is not lost', async (t) => {
  const shared = new SharedPool({ open: openUnclosable, isSame: sameSettings, kept: 32 })
  await shared.use(which('a'), nothing)
  await t.throwsAsync(shared.close(), { message: 'disk' })
  await shared.close()
})

test('a leased thing is shared, and closed with the last lease, once, where none is kept', async (t) => {
  const shared = new Things(0)
  const [one, two] = await Promise.all([shared.lease(which('a')), shared.lease(which('a'))])
  t.is(one.value, two.value)
  await Promise.all([one.release(), one.release()])
  t.is(one.value.closed, 0)
  await two.release()
  t.is(one.value.closed, 1)
  const later = await shared.lease(which('a'))
  t.not(later.value, one.value)
})

test('a lease that closes its thing rejects as that does', async (t) => {
  const shared = new SharedPool({ open: openUnclosable, isSame: sameSettings, kept: 0 })
  const { release } = await shared.lease(which('a'))
  await t.throwsAsync(release, { message: 'disk' })
})
