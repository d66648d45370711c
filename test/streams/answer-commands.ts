import type { Generation } from '../../src/model/ledger.ts'
import { entries } from './open-stream.ts'

/** Makes this process a member that answers `join`, `write <offset>` and `heartbeat` until it is killed. */
export function answerCommands(join: () => Promise<Generation>): void {
  let generation: Generation | undefined
  const answer = async (command: string): Promise<string> => {
    const [verb, offset] = command.split(' ')
    if (verb === 'write') return (await generation?.write(entries({ offset: Number(offset) }))) ?? 'no generation'
    if (verb === 'heartbeat') return String(await generation?.heartbeat())
    generation = await join()
    return 'joined'
  }
  process.on('message', (command: string) => {
    void answer(command).then(
      (result) => process.send?.(result),
      (error: unknown) => process.send?.(String(error)),
    )
  })
}
