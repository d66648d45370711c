import test from 'ava'
import type { ExecutionContext } from 'ava'
import type { JsonValue } from '../../../src/io/disk/json-value.ts'
import type { DiskCall } from './gated-files.ts'
import { JournalWorld, settle } from './journal-world.ts'
import { killAt } from './kill-at.ts'
import { moment } from './moment.ts'
import type { TestProcess } from './journal-world.ts'

/** Few bytes, so that a script of some appends passes through several segments. */
const SEGMENT_BYTES = 700

interface Told {
  readonly counted: JsonValue[]
  readonly fenced: JsonValue[]
}

/** Takes the lease, appends some payloads one after the other and gives the lease back; notes what it was told about each. */
async function appendSome(process: TestProcess, name: string, told: Told): Promise<void> {
  const tenure = await process.acquire()
  for (let index = 0; index < 10; index++) {
    const outcome = await tenure.append(`${name}${index}`)
    told[outcome].push(`${name}${index}`)
  }
  await tenure.release()
}

function nothingTold(): Told {
  return { counted: [], fenced: [] }
}

/** How many calls to the disk the script makes when nothing happens to it. */
async function countCalls(): Promise<number> {
  let calls = 0
  const process = new JournalWorld().start({ segmentBytes: SEGMENT_BYTES, gate: async () => void calls++ })
  await appendSome(process, 'a', nothingTold())
  return calls
}

/** What everybody was told holds: counted payloads are there once and in order, fenced ones are not. */
function assertHolds(
  t: ExecutionContext,
  telling: { readonly found: readonly JsonValue[] | undefined; readonly told: readonly Told[]; readonly when: string },
): void {
  const { found: payloads = [], when } = telling
  t.is(new Set(payloads).size, payloads.length, `twice ${when}`)
  for (const told of telling.told) {
    t.deepEqual(
      payloads.filter((payload) => told.counted.includes(payload)),
      told.counted,
      when,
    )
    t.false(
      told.fenced.some((payload) => payloads.includes(payload)),
      when,
    )
  }
}

for (const power of ['stays', 'fails', 'fails in part'] as const)
  test(`what counted survives a kill at any call to the disk, when the power ${power}`, async (t) => {
    const calls = await countCalls()
    t.true(calls > 70)
    for (let step = 0; step < calls; step++) {
      const world = new JournalWorld()
      const told = nothingTold()
      const { gate, killed } = killAt(step)
      const first = world.start({ segmentBytes: SEGMENT_BYTES, gate })
      await Promise.race([appendSome(first, 'a', told), killed])
      if (power === 'fails') world.disk.loseUnsynced()
      if (power === 'fails in part') world.disk.loseUnsynced(pseudoRandom(step))
      world.bury(first.pid)
      const next = nothingTold()
      await appendSome(world.start({ segmentBytes: SEGMENT_BYTES }), 'b', next)
      t.is(next.counted.length, 10)
      assertHolds(t, { found: await world.payloads(), told: [told, next], when: `killed at call ${step}` })
    }
  })

function pseudoRandom(seed: number): () => number {
  let value = seed * 2_654_435_761 + 1
  return () => {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648
    return value / 2_147_483_648
  }
}

test('a process that is stopped at any call and goes on after others wrote and removed segments harms nothing', async (t) => {
  const calls = await countCalls()
  for (let step = 0; step < calls; step++) {
    const world = new JournalWorld()
    const stalledTold = nothingTold()
    const goOn = moment()
    let at = 0
    const stalled = world.start({
      segmentBytes: SEGMENT_BYTES,
      gate: async () => {
        if (at++ === step) await goOn.reached
      },
    })
    const stalledScript = appendSome(stalled, 'a', stalledTold)
    await settle()
    const told = nothingTold()
    const other = world.start({ segmentBytes: SEGMENT_BYTES })
    const otherScript = appendSome(other, 'b', told)
    await settle()
    await other.clock.advanceUntil(otherScript)
    const last = nothingTold()
    const third = world.start({ segmentBytes: SEGMENT_BYTES })
    const tenure = await third.acquire()
    last[await tenure.append('c0')].push('c0')
    goOn.reach()
    await settle()
    last[await tenure.append('c1')].push('c1')
    await tenure.release()
    await stalledScript
    t.deepEqual(told.fenced, [])
    t.deepEqual(last.fenced, [])
    assertHolds(t, { found: await world.payloads(), told: [stalledTold, told, last], when: `stopped at call ${step}` })
  }
})

/** A gate that stops at one call until it is told to go on. */
function stopAt(
  call: string,
  ending: string,
): { gate: (made: DiskCall) => Promise<void>; stopped: Promise<void>; goOn: () => void } {
  const [stop, resume] = [moment(), moment()]
  const gate = async (made: DiskCall): Promise<void> => {
    if (made.call !== call || !made.path.endsWith(ending)) return
    stop.reach()
    await resume.reached
  }
  return { gate, stopped: stop.reached, goOn: resume.reach }
}

test('a removed segment that a stopped process makes again is not taken for the current one', async (t) => {
  const world = new JournalWorld()
  const linker = stopAt('link', 'journal-2.log')
  const linking = world.start({ segmentBytes: SEGMENT_BYTES, gate: linker.gate })
  const linkerTold = nothingTold()
  const linkerScript = appendSome(linking, 'a', linkerTold)
  await linker.stopped
  const other = world.start({ segmentBytes: SEGMENT_BYTES })
  const tenure = await other.clock.advanceUntil(other.acquire())
  const opener = stopAt('open', 'journal-2.log')
  const openerTold = nothingTold()
  const openerScript = appendSome(world.start({ segmentBytes: SEGMENT_BYTES, gate: opener.gate }), 'b', openerTold)
  await opener.stopped
  const told = nothingTold()
  for (let index = 0; index < 20; index++) told[await tenure.append(index)].push(index)
  t.false(world.segments().includes(2))
  world.bury(linking.pid)
  linker.goOn()
  await settle()
  t.true(world.segments().includes(2))
  opener.goOn()
  await settle()
  told[await tenure.append('last')].push('last')
  await tenure.release()
  await Promise.all([linkerScript, openerScript])
  t.is(told.counted.length, 21)
  t.is(openerTold.counted.length, 10)
  assertHolds(t, { found: await world.payloads(), told: [linkerTold, openerTold, told], when: '' })
})
