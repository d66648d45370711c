import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { nextMessage } from '../../../next-message.ts'

const MEMBER = fileURLToPath(new URL('zombie-member.ts', import.meta.url))

interface MemberProcess {
  readonly ask: (command: string) => Promise<unknown>
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL') => void
}

/** A member in a process of its own, which a test may stop or kill: bootstrap servers, topic, group, settings as JSON. */
export function startMember(t: Pick<ExecutionContext, 'teardown'>, args: readonly string[]): MemberProcess {
  const child = fork(MEMBER, args, { execArgv: ['--import=tsx'] })
  t.teardown(() => child.kill('SIGKILL'))
  const ask = (command: string): Promise<unknown> => {
    child.send(command)
    return nextMessage(child)
  }
  return { ask, signal: (name) => void child.kill(name) }
}
