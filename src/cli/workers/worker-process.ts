import { messageOf } from '../../lib/message-of.ts'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ExitCode } from '../exit-code.ts'
import { PACKAGE_ROOT } from '../package-root.ts'
import { isFromWorker, type FromWorker, type ToWorker } from './messages.ts'
import { WORKER_VARIABLE } from './worker-link.ts'

const BIN = fileURLToPath(new URL('dist/cli/bin.js', PACKAGE_ROOT))

export interface WorkerStart {
  readonly number: number
  readonly count: number
  /** The command line, as the parent got it. */
  readonly words: readonly string[]
  readonly environment: { readonly [name: string]: string | undefined }
  readonly onMessage: (message: FromWorker) => void
}

/** How a worker process ended: in order, with the code that it said, or otherwise. */
export type WorkerEnd =
  { readonly outcome: 'ended'; readonly code: ExitCode } | { readonly outcome: 'died'; readonly how: string }

export interface WorkerProcess {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined
  readonly ask: (word: ToWorker) => void
  readonly kill: () => void
  readonly ended: Promise<WorkerEnd>
}

/** Starts the same command as a worker. What Node itself has to say before it dies goes to standard error. */
export function startWorker({ number, count, words, environment, onMessage }: WorkerStart): WorkerProcess {
  const child = fork(BIN, [...words], {
    env: { ...environment, [WORKER_VARIABLE]: `${number}/${count}` },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  let code: ExitCode | undefined
  child.on('message', (message) => {
    if (!isFromWorker(message)) return
    if (message.message === 'ended') code = message.code
    else onMessage(message)
  })
  return {
    pid: child.pid,
    // The end of the process reports a channel that breaks.
    ask: (word) => void (child.connected && child.send(word, () => undefined)),
    kill: () => void child.kill('SIGKILL'),
    ended: untilOver(child).then((how) => (code === undefined ? { outcome: 'died', how } : { outcome: 'ended', code })),
  }
}

/** Until the process is gone and everything it said has been heard. Gives how it ended, in words. */
async function untilOver(child: ChildProcess): Promise<string> {
  const heard = child.connected ? once(child, 'disconnect') : Promise.resolve()
  try {
    await Promise.all([once(child, 'exit'), heard])
  } catch (error) {
    return `could not be started: ${messageOf(error)}`
  }
  return child.signalCode === null ? `ended with code ${child.exitCode}` : `was killed by ${child.signalCode}`
}
