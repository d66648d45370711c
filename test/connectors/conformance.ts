import { setMaxListeners } from 'node:events'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import type { CheckStep, Connector } from '../../src/model/connector.ts'
import { SinkError } from '../../src/model/connector.ts'
import { harnessOf } from './harnesses.ts'
import { newObject } from './new-object.ts'
import { openConnector } from './open-connector.ts'
import { startRacer } from './start-racer.ts'

const never = new AbortController().signal
setMaxListeners(0, never)

/** What every destination must do (one conformance suite for each contract). */
export function testConnector(variant: string): void {
  const prepare = async (t: ExecutionContext) => {
    const place = await (await harnessOf(variant)).prepare(t)
    const connector = await openConnector(variant, place.settings)
    t.teardown(() => connector.close())
    return { connector, ...place }
  }

  const readBack = test.macro({
    async exec(t, key: string, text: string) {
      const { connector } = await prepare(t)
      t.is(await connector.sink.create(newObject(key, text, { batch: 'b1' }), never), 'created')
      t.is(await readText(connector, key), text)
      const size = Buffer.byteLength(text)
      t.deepEqual(await connector.sink.head(key, never), { outcome: 'found', metadata: { batch: 'b1' }, size })
      t.deepEqual(await listKeys(connector, ''), [key])
    },
    title: (name = '') => `${variant}: create() makes ${name} that reads back`,
  })
  test('a small object', readBack, 'events/one.jsonl', '{"a":1}\n')
  test('an empty object', readBack, 'empty.jsonl', '')
  test('an object of many megabytes', readBack, 'huge.jsonl', `${'x'.repeat(1023)}\n`.repeat(20 * 1024))
  test('an object with a non-ASCII key', readBack, 'événements/日本/😀 &?#%.jsonl', 'x\n')
  test('an object below a deep prefix', readBack, 'a/b/c/d/e/f/g.jsonl', 'x\n')
  test('an object with the longest name', readBack, `${'n'.repeat(249)}.jsonl`, 'x\n')

  test(`${variant}: create() never replaces an object`, async (t) => {
    const { connector } = await prepare(t)
    t.is(await connector.sink.create(newObject('key', 'first\n', { batch: 'b1' }), never), 'created')
    t.is(await connector.sink.create(newObject('key', 'second\n', { batch: 'b2' }), never), 'exists')
    t.is(await readText(connector, 'key'), 'first\n')
    t.deepEqual(await connector.sink.head('key', never), { outcome: 'found', metadata: { batch: 'b1' }, size: 6 })
  })

  test(`${variant}: create() lets exactly one of many racers win`, async (t) => {
    const { connector } = await prepare(t)
    const racers = Array.from({ length: 12 }, (_, number) =>
      newObject('raced/key', `racer ${number}\n`.repeat(2000), { batch: `b${number}` }),
    )
    const outcomes = await Promise.all(
      racers.map((racer) => connector.sink.create(racer, new AbortController().signal)),
    )
    t.is(outcomes.filter((outcome) => outcome === 'created').length, 1)
    await assertWholeObject(t, connector, { key: 'raced/key', batch: `b${outcomes.indexOf('created')}` })
  })

  test(`${variant}: create() lets exactly one of several processes win`, async (t) => {
    const { connector, settings } = await prepare(t)
    const keys = Array.from({ length: 15 }, (_, number) => `events/${number}.jsonl`)
    const names = ['p0', 'p1', 'p2']
    const racers = await Promise.all(
      names.map((name) => startRacer(t, { variant, settings, name, keys, withoutPermission: false })),
    )
    const results = await Promise.all(racers.map((racer) => racer.go()))
    for (const [index, key] of keys.entries()) {
      const outcomes = results.map((result) => result[index] ?? '')
      t.deepEqual(outcomes.toSorted(), ['created', 'exists', 'exists'])
      await assertWholeObject(t, connector, { key, batch: names[outcomes.indexOf('created')] ?? '' })
    }
  })

  test(`${variant}: create() keeps metadata as it is`, async (t) => {
    const { connector } = await prepare(t)
    const metadata = {
      strmctl: '1',
      uid: 'u',
      ranges: '0.0.zz,.1.5'.repeat(90),
      odd: '~ !@#$%^&*()_+{}|:"<>?`-=[]\\;\',./',
    }
    await connector.sink.create(newObject('key', 'x\n', metadata), never)
    t.deepEqual(await connector.sink.head('key', never), { outcome: 'found', metadata, size: 2 })
  })

  test(`${variant}: head() says that an object is absent`, async (t) => {
    const { connector } = await prepare(t)
    t.deepEqual(await connector.sink.head('events/none.jsonl', never), { outcome: 'absent' })
  })

  test(`${variant}: create() does nothing when it was aborted before`, async (t) => {
    const { connector } = await prepare(t)
    const reason = new Error('stopped')
    await t.throwsAsync(connector.sink.create(newObject('key', 'x\n'), AbortSignal.abort(reason)), { is: reason })
    t.deepEqual(await listKeys(connector, ''), [])
  })

  test(`${variant}: create() that is aborted on the way leaves all or nothing`, async (t) => {
    const { connector } = await prepare(t)
    const text = `${'y'.repeat(1023)}\n`.repeat(8 * 1024)
    for (const delay of [0, 1, 2, 4, 8, 16, 32]) {
      const stop = new AbortController()
      const key = `aborted/${delay}`
      const outcome = connector.sink.create(newObject(key, text), stop.signal).catch((error: unknown) => error)
      await new Promise((resolve) => setTimeout(resolve, delay))
      stop.abort(new Error('stopped'))
      const result = await outcome
      t.true(result === 'created' || result === stop.signal.reason)
    }
    await connector.close()
    for await (const { size } of connector.list('', never)) t.is(size, text.length)
  })

  test(`${variant}: create() says that the place is missing`, async (t) => {
    const { connector, takeAway } = await prepare(t)
    await connector.sink.create(newObject('before', 'x\n'), never)
    await takeAway()
    const error = await t.throwsAsync(connector.sink.create(newObject('events/key', 'x\n'), never), {
      instanceOf: SinkError,
    })
    t.is(error.reason, 'missing-place')
  })

  test(`${variant}: create() says that a permission is missing`, async (t) => {
    const { settings } = await prepare(t)
    const racer = await startRacer(t, { variant, settings, name: 'p', keys: ['a', 'b/c'], withoutPermission: true })
    t.deepEqual(await racer.go(), ['permission', 'permission'])
  })

  test(`${variant}: list() gives the objects below a prefix in the order of their bytes`, async (t) => {
    const { connector } = await prepare(t)
    const keys = ['a-b/1', 'a.jsonl', 'a/1', 'a/10', 'a/2', 'a/b/1', 'ab/1', 'é/1', '\uffee/1', '😀/1']
    for (const key of keys.toReversed()) await connector.sink.create(newObject(key, key), never)
    t.deepEqual(await listKeys(connector, ''), keys)
    t.deepEqual(await listKeys(connector, 'a'), ['a/1', 'a/10', 'a/2', 'a/b/1'])
    t.deepEqual(await listKeys(connector, 'a/b'), ['a/b/1'])
    t.deepEqual(await listKeys(connector, 'nothing'), [])
  })

  test(`${variant}: check() passes its steps and leaves nothing`, async (t) => {
    const { connector } = await prepare(t)
    const steps: CheckStep[] = []
    for await (const step of connector.check('some/prefix', never)) steps.push(step)
    t.true(steps.length >= 2)
    t.deepEqual(new Set(steps.map(({ outcome }) => outcome)), new Set(['passed']))
    t.deepEqual(await listKeys(connector, ''), [])
  })

  test(`${variant}: close() may be called again`, async (t) => {
    const { connector } = await prepare(t)
    await connector.close()
    await connector.close()
    await connector[Symbol.asyncDispose]()
    t.pass()
  })
}

async function assertWholeObject(
  t: ExecutionContext,
  connector: Connector,
  expected: { readonly key: string; readonly batch: string },
): Promise<void> {
  const text = await readText(connector, expected.key)
  t.is(new Set(text.trimEnd().split('\n')).size, 1)
  const metadata = { batch: expected.batch }
  t.deepEqual(await connector.sink.head(expected.key, never), { outcome: 'found', metadata, size: text.length })
}

async function readText(connector: Connector, key: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of connector.read(key, never)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function listKeys(connector: Connector, prefix: string): Promise<readonly string[]> {
  const keys: string[] = []
  for await (const { key } of connector.list(prefix, never)) keys.push(key)
  return keys
}
