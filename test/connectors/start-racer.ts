import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { nextMessage } from '../next-message.ts'
import type { RacerResult, RacerTask } from './racer.ts'

const SCRIPT = fileURLToPath(new URL('racer.ts', import.meta.url))

/** A process that stands ready to make objects; `go` lets it. */
export async function startRacer(
  t: Pick<ExecutionContext, 'teardown'>,
  task: RacerTask,
): Promise<{ readonly go: () => Promise<RacerResult> }> {
  const child = fork(SCRIPT, { execArgv: ['--import=tsx'] })
  t.teardown(() => child.kill('SIGKILL'))
  child.send(task)
  await message(child)
  return {
    go: () => {
      const result = message(child)
      child.send('go')
      return result
    },
  }
}

/** `ready`, or the outcomes. */
async function message(child: ChildProcess): Promise<RacerResult> {
  const received = await nextMessage(child)
  return Array.isArray(received) ? received.map(String) : []
}
