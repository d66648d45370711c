/** A process of its own: takes the lease of a journal, appends until it loses it or is stopped, says what it was told. */
import { setTimeout } from 'node:timers/promises'
import { openJournal } from '../../../src/io/disk/fenced-journal.ts'

const [directory = '', leaseMs = '', count = ''] = process.argv.slice(2)
const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms: number, signal?: AbortSignal) => {
    await setTimeout(ms, undefined, signal === undefined ? {} : { signal })
  },
}
const journal = openJournal({
  directory,
  clock,
  leaseMs: Number(leaseMs),
  segmentBytes: 4000,
  compact: (payloads) => payloads,
})
const { tenure, replaced } = await journal.acquire({ operation: 'child', signal: new AbortController().signal })
say(`acquired ${replaced?.because ?? 'free'}`)
for (let index = 0; index < Number(count) && !tenure.lost.aborted; index++) {
  const payload = `${process.pid}-${index}`
  say(`${await tenure.append(payload)} ${payload}`)
}
await tenure.release()
say('done')

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
