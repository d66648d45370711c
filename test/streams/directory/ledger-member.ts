import type { Generation } from '../../../src/model/ledger.ts'
import { DirectoryLedger } from '../../../src/streams/directory/ledger.ts'
import { entries } from '../open-stream.ts'
import { systemClock } from '../system-clock.ts'

/** A member in a process of its own: answers `join` and `write <offset>` until it is killed. */
const [, , root = '', leaseMs = ''] = process.argv
const ledger = new DirectoryLedger(root, 'u1', { clock: systemClock, leaseMs: Number(leaseMs) })
let generation: Generation | undefined

process.on('message', (command: string) => {
  void answer(command).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.(String(error)),
  )
})

async function answer(command: string): Promise<string> {
  const [verb, offset] = command.split(' ')
  if (verb === 'join') generation = await ledger.join({ fresh: true, signal: new AbortController().signal })
  if (verb === 'write') return (await generation?.write(entries({ offset: Number(offset) }))) ?? 'no generation'
  if (verb === 'heartbeat') return String(await generation?.heartbeat())
  return 'done'
}
