import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
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

async function message(child: ChildProcess): Promise<RacerResult> {
  const [received]: RacerResult[] = await once(child, 'message')
  return received ?? []
}
