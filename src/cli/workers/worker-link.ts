import type { Signals } from '../process/signals.ts'
import type { FromWorker } from './messages.ts'

/** Marks a process as a worker: its number and how many there are, as in `2/4`. */
export const WORKER_VARIABLE = 'STRMCTL_WORKER'
const FORM = /^(\d+)\/(\d+)$/

/** In a process that `up --workers` started: what connects it to its parent. */
export interface WorkerLink {
  /** From 1; a process that takes the place of one that died has its number. */
  readonly number: number
  /** How many workers share what the command line gives to all of them. */
  readonly count: number
  /** The parent's word; its death means the same as its first one. */
  readonly signals: Signals
  /** Nothing is said to a parent that is gone. */
  readonly send: (message: FromWorker) => void
}

/** Nothing in a process that is not a worker. */
export function workerLink(environment: NodeJS.ProcessEnv): WorkerLink | undefined {
  const [, number, count] = FORM.exec(environment[WORKER_VARIABLE] ?? '') ?? []
  if (count === undefined || process.send === undefined) return undefined
  return { number: Number(number), count: Number(count), signals: listenToParent(), send: sendToParent }
}

function sendToParent(message: FromWorker): void {
  // The channel may break at any time; "disconnect" reports that.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined)
}

/**
 * A terminal sends SIGINT, and a service manager SIGTERM, to all processes of a group: they reach the parent as well, which
 * counts them. So SIGINT means nothing here, and SIGTERM never more than the first word, unless nobody else can say the second.
 */
function listenToParent(): Signals {
  const finish = new AbortController()
  const stop = new AbortController()
  const finishFor = (why: string): void => finish.abort(new Error(why))
  process.on('message', (word) => {
    if (word === 'finish') finishFor('Asked to finish')
    if (word === 'stop') stop.abort(new Error('Asked to stop'))
  })
  process.on('disconnect', () => finishFor('The parent is gone'))
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => {
    if (finish.signal.aborted && !process.connected) stop.abort(new Error('SIGTERM received again'))
    else finishFor('SIGTERM received')
  })
  // Listening to the parent must not keep the process alive.
  process.channel?.unref()
  if (!process.connected) finishFor('The parent is gone')
  return { finish: finish.signal, stop: stop.signal, received: () => (finish.signal.aborted ? 'SIGTERM' : undefined) }
}
