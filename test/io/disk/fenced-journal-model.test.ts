import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import type { JsonValue } from '../../../src/io/disk/json-value.ts'
import { Interleaving } from './interleaving.ts'
import { JournalWorld } from './journal-world.ts'
import type { TestProcess } from './journal-world.ts'

interface Note {
  readonly payload: string
  readonly fence: number
  readonly outcome: 'counted' | 'fenced'
}

/** Takes the lease again and again until all payloads were tried. */
async function write(process: TestProcess, name: string, notes: Note[]): Promise<void> {
  for (let index = 0; index < 6;) {
    const tenure = await process.acquire()
    while (index < 6 && !tenure.lost.aborted) {
      const payload = `${name}${index++}`
      notes.push({ payload, fence: tenure.fence, outcome: await tenure.append(payload) })
    }
    await tenure.release()
  }
}

const SCENARIO = fc.record({
  picks: fc.array(fc.nat(1000), { minLength: 100, maxLength: 400 }),
  kill: fc.option(fc.record({ process: fc.nat(2), at: fc.nat(300) }), { nil: undefined }),
  segmentBytes: fc.constantFrom(500, 1200, 100_000),
  leaseMs: fc.constantFrom(1, 40, 1000),
})

test('whatever the order of their calls, processes are told the truth about what counts, and no two own one number', async (t) => {
  await fc.assert(
    fc.asyncProperty(SCENARIO, async ({ picks, kill, segmentBytes, leaseMs }) => {
      const world = new JournalWorld()
      const interleaving = new Interleaving()
      const notes: Note[][] = [[], [], []]
      const scripts = notes.map((mine, index) => {
        const clock = interleaving.clock(index)
        const gate = (): Promise<void> => interleaving.turn(index)
        const process = world.start({ clock, gate, segmentBytes, leaseMs, pollMs: 10 })
        return { pid: process.pid, script: write(process, 'abc'.charAt(index), mine) }
      })
      let picked = 0
      const living = scripts.filter((_, index) => index !== kill?.process)
      const done = Promise.all(living.map(({ script }) => script))
      await interleaving.run(done, (count) => {
        if (picked === kill?.at) interleaving.kill(kill.process)
        return picks[picked++] ?? picked % count
      })
      assertTruth(await world.payloads(), notes.flat())
    }),
    { numRuns: 250 },
  )
  t.pass()
})

function assertTruth(payloads: readonly JsonValue[] | undefined, notes: readonly Note[]): void {
  const found = payloads ?? []
  if (new Set(found).size !== found.length) throw new Error(`twice: ${JSON.stringify(found)}`)
  for (const note of notes)
    if (found.includes(note.payload) !== (note.outcome === 'counted'))
      throw new Error(`untrue: ${JSON.stringify({ note, found })}`)
  const counted = notes.filter(({ outcome }) => outcome === 'counted')
  const byPlace = counted.toSorted((a, b) => found.indexOf(a.payload) - found.indexOf(b.payload))
  byPlace.forEach((note, index) => {
    const before = byPlace[index - 1]
    if (before === undefined) return
    if (before.fence > note.fence) throw new Error(`behind a higher number: ${JSON.stringify({ before, note })}`)
    if (before.fence === note.fence && before.payload[0] !== note.payload[0])
      throw new Error(`two owners of one number: ${JSON.stringify({ before, note })}`)
  })
}
