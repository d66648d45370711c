import { setMaxListeners } from 'node:events'
import type { ExecutionContext } from 'ava'
import test from 'ava'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { LedgerPlace, MakeOptions } from './open-stream.ts'
import { adminOf, entries, entry, openLedger } from './open-stream.ts'

const never = new AbortController().signal
setMaxListeners(0, never)

type MakePlace = (t: Pick<ExecutionContext, 'teardown'>, options?: MakeOptions) => Promise<LedgerPlace>

/** What every ledger must do, whether it is a file or a consumer group. `makePlace`: a new stream whose ledgers are tested. */
export function testLedger(variant: string, makePlace: MakePlace): void {
  test(`${variant}: initialise() writes entries where there are none, and only there`, async (t) => {
    const place = await makePlace(t, { partitions: 2 })
    const admin = await adminOf(place)
    t.deepEqual(await admin.read(never), new Map())
    await admin.initialise(entries({ offset: 5, end: 5, partitions: 2 }), never)
    await admin.initialise(entries({ offset: 7, end: 7, partitions: 2 }, [0, 1]), never)
    const expected = new Map([
      [0, entry({ offset: 5, end: 5, partitions: 2 })],
      [1, entry({ offset: 7, end: 7, partitions: 2 })],
    ])
    t.deepEqual(await admin.read(never), expected)
  })

  test(`${variant}: initialise() is refused while there are members`, async (t) => {
    const place = await makePlace(t, { partitions: 2, leaseMs: 2000 })
    const admin = await adminOf(place)
    await admin.initialise(entries(), never)
    const ledger = await openLedger(t, place)
    await ledger.join({ fresh: false, signal: never })
    await t.throwsAsync(admin.initialise(entries({}, [1]), never), { instanceOf: DiagnosedError })
    await ledger.leave()
    await admin.initialise(entries({}, [1]), never)
    t.is((await admin.read(never)).size, 2)
  })

  test(`${variant}: restore() writes over what is there, where there is nothing, and leaves the rest`, async (t) => {
    const admin = await adminOf(await makePlace(t, { partitions: 2 }))
    await admin.restore(entries({ offset: 5, end: 5, time: 7, proof: ['b0'] }, [0, 1]), new Map(), never)
    const before = await admin.read(never)
    t.deepEqual(before, entries({ offset: 5, end: 5, time: 7, proof: ['b0'] }, [0, 1]))
    await admin.restore(entries({ offset: 9, end: 9 }, [1]), before, never)
    t.deepEqual((await admin.read(never)).get(0), before.get(0))
    t.deepEqual((await admin.read(never)).get(1), entry({ offset: 9, end: 9 }))
  })

  test(`${variant}: restore() is refused while there are members, and where the ledger moved on`, async (t) => {
    const place = await makePlace(t, { leaseMs: 2000 })
    const admin = await adminOf(place)
    await admin.initialise(entries(), never)
    const before = await admin.read(never)
    const ledger = await openLedger(t, place)
    const generation = await ledger.join({ fresh: false, signal: never })
    await t.throwsAsync(admin.restore(entries({ offset: 9, end: 9 }), before, never), { instanceOf: DiagnosedError })
    await generation.write(entries({ offset: 3, end: 3 }))
    await ledger.leave()
    await t.throwsAsync(admin.restore(entries({ offset: 9, end: 9 }), before, never), { instanceOf: DiagnosedError })
    t.deepEqual(await admin.read(never), entries({ offset: 3, end: 3 }))
  })

  test(`${variant}: a member owns every partition when it is alone`, async (t) => {
    const place = await makePlace(t, { partitions: 3 })
    await (await adminOf(place)).initialise(entries({}, [0, 1, 2]), never)
    const generation = await (await openLedger(t, place)).join({ fresh: false, signal: never })
    t.deepEqual(generation.partitions, [0, 1, 2])
    t.true(await generation.heartbeat())
    t.false(generation.lost.aborted)
  })

  test(`${variant}: write() of several entries is read back whole, by the member, an admin and the next member`, async (t) => {
    const place = await makePlace(t, { partitions: 2 })
    const admin = await adminOf(place)
    await admin.initialise(entries({}, [0, 1]), never)
    const ledger = await openLedger(t, place)
    const generation = await ledger.join({ fresh: false, signal: never })
    const intent = { batch: 'b1', revision: 2, time: 17, end: 9, partitions: [0, 1], records: 3, skipped: 1, crc: 4 }
    const written = entries({ time: 16, log: '1:2:3', proof: ['b0'], intent }, [0, 1])
    t.is(await generation.write(written), 'written')
    t.deepEqual(await generation.read([0, 1]), written)
    t.deepEqual(await generation.read([1, 7]), new Map([[1, written.get(1)]]))
    t.deepEqual(await admin.read(never), written)
    await ledger.leave()
    t.deepEqual(await (await ledger.join({ fresh: true, signal: never })).read([0, 1]), written)
  })

  test(`${variant}: an entry without an intent takes the intent away`, async (t) => {
    const place = await makePlace(t)
    const admin = await adminOf(place)
    const intent = { batch: 'b1', revision: 1, time: 1, end: 2, partitions: [0], records: 1, skipped: 0, crc: 0 }
    await admin.initialise(entries({ intent }), never)
    const generation = await (await openLedger(t, place)).join({ fresh: false, signal: never })
    await generation.write(entries({ offset: 2, end: 2, proof: ['b1'] }))
    t.deepEqual((await generation.read([0])).get(0), entry({ offset: 2, end: 2, proof: ['b1'] }))
  })

  test(`${variant}: a second member gets the partitions when the first one leaves`, async (t) => {
    const place = await makePlace(t)
    await (await adminOf(place)).initialise(entries(), never)
    const [first, second] = [await openLedger(t, place), await openLedger(t, place)]
    await first.join({ fresh: false, signal: never })
    const waits: string[] = []
    const joining = second.join({ fresh: false, signal: never, onWait: (why) => waits.push(why) })
    await first.leave()
    const generation = await joining
    t.is(await generation.write(entries({ offset: 1 })), 'written')
  })

  test(`${variant}: join() ends its wait when it is aborted`, async (t) => {
    const place = await makePlace(t)
    await (await adminOf(place)).initialise(entries(), never)
    await (await openLedger(t, place)).join({ fresh: false, signal: never })
    const stop = new AbortController()
    const reason = new Error('stopped')
    const second = await openLedger(t, place)
    const joining = second.join({ fresh: false, signal: stop.signal, onWait: () => stop.abort(reason) })
    await t.throwsAsync(joining, { is: reason })
  })

  test(`${variant}: a write of a generation that is over is fenced`, async (t) => {
    const place = await makePlace(t)
    const admin = await adminOf(place)
    await admin.initialise(entries(), never)
    const ledger = await openLedger(t, place)
    const before = await ledger.join({ fresh: false, signal: never })
    const now = await ledger.join({ fresh: true, signal: never })
    t.is(await before.write(entries({ offset: 1 })), 'fenced')
    t.is(await now.write(entries({ offset: 2 })), 'written')
    t.is((await admin.read(never)).get(0)?.offset, 2)
    t.false(await before.heartbeat())
    t.true(await now.heartbeat())
  })

  test(`${variant}: leave() may be called again, and before anything else`, async (t) => {
    const place = await makePlace(t)
    const ledger = await openLedger(t, place)
    await ledger.leave()
    await ledger.leave()
    t.pass()
  })

  test(`${variant}: ledgers of two exporters know nothing of each other`, async (t) => {
    const place = await makePlace(t)
    const [one, two] = [await adminOf(place), await adminOf(place, 'u2')]
    await one.initialise(entries({ offset: 1 }), never)
    await two.initialise(entries({ uid: 'u2', offset: 2 }), never)
    await (await openLedger(t, place, 'u1')).join({ fresh: false, signal: never })
    await (await openLedger(t, place, 'u2')).join({ fresh: false, signal: never })
    await one.read(never)
    t.is((await two.read(never)).get(0)?.offset, 2)
  })

  test(`${variant}: awaitEmpty() resolves when the last member leaves, and gives up after its time`, async (t) => {
    const place = await makePlace(t)
    const admin = await adminOf(place)
    await admin.awaitEmpty(1000, never)
    await admin.initialise(entries(), never)
    const ledger = await openLedger(t, place)
    await ledger.join({ fresh: false, signal: never })
    await t.throwsAsync(admin.awaitEmpty(50, never), { instanceOf: DiagnosedError })
    const waiting = admin.awaitEmpty(60_000, never)
    await ledger.leave()
    await t.notThrowsAsync(waiting)
  })

  test(`${variant}: remove() may run again, and nobody joins a ledger that was removed`, async (t) => {
    const place = await makePlace(t)
    const admin = await adminOf(place)
    await admin.initialise(entries(), never)
    await admin.remove(never)
    await admin.remove(never)
    t.deepEqual(await admin.read(never), new Map())
    const joining = (await openLedger(t, place)).join({ fresh: false, signal: never })
    await t.throwsAsync(joining, { instanceOf: DiagnosedError })
  })

  test(`${variant}: many writes are all read back`, async (t) => {
    const place = await makePlace(t, { partitions: 4 })
    const admin = await adminOf(place)
    await admin.initialise(entries({}, [0, 1, 2, 3]), never)
    const generation = await (await openLedger(t, place)).join({ fresh: false, signal: never })
    for (let offset = 1; offset <= 600; offset++) {
      const proof = Array.from({ length: 20 }, (_, number) => `batch-${offset}-${number}-${'x'.repeat(100)}`)
      t.is(await generation.write(entries({ offset, proof }, [offset % 4])), 'written')
    }
    const offsets = [...(await admin.read(never))].map(([partition, { offset }]) => [partition, offset])
    t.deepEqual(offsets, [
      [0, 600],
      [1, 597],
      [2, 598],
      [3, 599],
    ])
  })
}
