import { CANCELLED, linkedAbort, type LinkedAbort } from '../../lib/linked-abort.ts'
import { STOP_GRACE_MS } from '../process/kill-after-grace.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { FailedExporters } from '../exporters/failed-exporters.ts'
import type { CommandDeps } from '../command-deps.ts'
import { systemClock } from '../process/system-clock.ts'
import type { View } from '../views/view.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { deathsInARow, restartDelay } from './restart-delay.ts'
import { startWorker, type WorkerEnd } from './worker-process.ts'

/** With `--once`, where nobody watches: so many deaths in a row are enough. */
const MOST_DEATHS = 5

export interface Supervision {
  readonly deps: CommandDeps
  readonly count: number
  /** Ends when all workers have done their work. */
  readonly once: boolean
  /** Asks to write what is open and leave. */
  readonly finish: AbortSignal
  /** Asks to leave at once. */
  readonly kill: AbortSignal
}

/**
 * Runs `count` workers, starts those again that die, and prints for all of them. Ends when all have ended: asked to, or with
 * their work done, or with nothing left that could run in any of them. The code is 0 when each of them left in order with 0.
 */
export async function superviseWorkers(supervision: Supervision): Promise<ExitCode> {
  const { count, deps } = supervision
  const failed = new FailedExporters()
  const allFailed = new AllFailed(count)
  const finish = AbortSignal.any([supervision.finish, allFailed.signal])
  const shared = { ...supervision, finish, failed, allFailed }
  const codes = await Promise.all(Array.from({ length: count }, (_, index) => new Worker(index + 1, shared).keep()))
  const isAll = allFailed.signal.aborted
  deps.view.diagnostics(failed.summary({ isAll }))
  return !isAll && codes.every((code) => code === EXIT.ok) ? EXIT.ok : EXIT.error
}

/** Whether every exporter has failed for good in all of the workers. One that died is restarted, so it counts as running. */
class AllFailed {
  readonly #count: number
  readonly #hopeless = new Set<number>()
  readonly #controller = new AbortController()

  constructor(count: number) {
    this.#count = count
  }

  /** Aborted once when that is so. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  note(worker: number, { isHopeless }: { readonly isHopeless: boolean }): void {
    if (isHopeless) this.#hopeless.add(worker)
    else this.#hopeless.delete(worker)
    if (this.#hopeless.size === this.#count) this.#controller.abort(CANCELLED)
  }
}

/** What the workers of one parent have in common. */
interface SharedSupervision extends Supervision {
  readonly failed: FailedExporters
  readonly allFailed: AllFailed
}

/** One of the workers: a process after another while they die. */
class Worker {
  readonly #number: number
  readonly #supervision: SharedSupervision
  readonly #view: View

  constructor(number: number, supervision: SharedSupervision) {
    this.#number = number
    this.#supervision = supervision
    this.#view = supervision.deps.view
  }

  async keep(): Promise<ExitCode> {
    const { once, finish, allFailed } = this.#supervision
    for (let deaths = 0; ;) {
      const startedAt = systemClock.monotonic()
      const end = await this.#runOnce(deaths === 0)
      if (end.outcome === 'ended' && (once || finish.aborted)) return end.code
      allFailed.note(this.#number, { isHopeless: false })
      deaths = deathsInARow(deaths, systemClock.monotonic() - startedAt)
      const restartMs = this.#restartMs(deaths)
      const how = end.outcome === 'died' ? end.how : 'exited without being asked to'
      const restart = restartMs === undefined ? {} : { restartMs }
      this.#view.worker({ event: 'died', worker: this.#number, how, ...restart })
      if (restartMs === undefined || !(await slept(restartMs, finish))) return EXIT.error
    }
  }

  #restartMs(deaths: number): number | undefined {
    const { once, finish } = this.#supervision
    if (finish.aborted || (once && deaths >= MOST_DEATHS)) return undefined
    return restartDelay(deaths, Math.random())
  }

  /** A crash that a test asked for is for the first process only: the ones after it recover. */
  async #runOnce(isFirst: boolean): Promise<WorkerEnd> {
    const { deps, count } = this.#supervision
    const { words, environment } = deps
    const process = startWorker({
      number: this.#number,
      count,
      words,
      environment: isFirst ? environment : { ...environment, STRMCTL_CRASH_AT: undefined },
      onMessage: (message) => this.#show(message),
    })
    if (process.pid !== undefined) this.#view.worker({ event: 'started', worker: this.#number, pid: process.pid })
    const orders = this.#passOn(process.ask, process.kill)
    try {
      return await process.ended
    } finally {
      orders.release()
    }
  }

  /** Both words of the user, and what follows where the second one is not heard. */
  #passOn(ask: (word: ToWorker) => void, end: () => void): Pick<LinkedAbort, 'release'> {
    const { finish, kill } = this.#supervision
    const [finishing, stopping, over] = [linkedAbort(finish), linkedAbort(kill), linkedAbort()]
    whenAborted(finishing.signal, () => ask('finish'))
    whenAborted(stopping.signal, () => {
      ask('stop')
      void slept(STOP_GRACE_MS, over.signal).then((late) => late && end())
    })
    return {
      release: () => {
        over.abort(new Error('It has ended'))
        finishing.release()
        stopping.release()
      },
    }
  }

  #show(message: FromWorker): void {
    const { failed, allFailed } = this.#supervision
    if (message.message === 'hopeless') allFailed.note(this.#number, message)
    if (message.message === 'engine') {
      failed.note(message.event, this.#number)
      this.#view.engine(message.event, this.#number)
    }
    if (message.message === 'diagnostics') this.#view.diagnostics(message.diagnostics)
    if (message.message === 'note') this.#view.note(message.text)
  }
}

function whenAborted(signal: AbortSignal, action: () => void): void {
  if (signal.aborted) action()
  else signal.addEventListener('abort', action, { once: true })
}

/** False when the signal came first. */
function slept(ms: number, signal: AbortSignal): Promise<boolean> {
  return systemClock.sleep(ms, signal).then(
    () => true,
    () => false,
  )
}
