import { runFleet, type FleetOutcome } from '../../../engine/run/fleet.ts'
import { CANCELLED } from '../../../lib/linked-abort.ts'
import type { EngineEvent } from '../../../model/engine-event.ts'
import type { State, StateStore } from '../../../model/state.ts'
import type { RunCommand } from '../../arguments/command.ts'
import { boundYoungSpace } from '../../process/bound-young-space.ts'
import { compose } from '../../compose.ts'
import { composeWorld } from '../../compose-engine.ts'
import { killAfterGrace } from '../../process/kill-after-grace.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { FailedExporters } from '../../exporters/failed-exporters.ts'
import { followJobs } from '../../exporters/follow-jobs.ts'
import { gracePeriod } from '../../process/grace-period.ts'
import { noticeDifference } from '../../project/notice-difference.ts'
import { openStateStore } from '../../project/open-state-store.ts'
import { findByName, nothingApplied } from '../../project/read-applied.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { timeLimit } from '../../process/time-limit.ts'
import { openSpill, upOptions, type UpArgs, type UpOptions } from './options.ts'
import type { UP } from './spec.ts'
import { noticeOneOwner } from '../../workers/notice-one-owner.ts'
import { superviseWorkers } from '../../workers/supervise.ts'

export const run: RunCommand<typeof UP> = async (args, deps) => {
  boundYoungSpace()
  const { workers } = args
  const options = upOptions(args, deps)
  const store = await openStateStore(deps)
  try {
    const state = await store.read()
    if (state === undefined) throw nothingApplied(deps)
    findByName(state, 'batch_exporter', args.exporter)
    const running = { args, deps, store, state, options }
    if (deps.worker !== undefined) return await runAsWorker(running)
    await noticeDifference(state, deps)
    return await withinTime(running, (ends) =>
      workers === 1 ? runApplied(running, ends) : runWorkers(running, workers, ends),
    )
  } finally {
    await store.close()
  }
}

interface Running {
  readonly args: UpArgs
  readonly deps: CommandDeps
  readonly store: StateStore
  readonly state: State
  readonly options: UpOptions
}

/** When to end: `finish` writes what is open, `kill` leaves that to recovery. */
interface Ends {
  readonly finish: AbortSignal
  readonly kill: AbortSignal
}

/** What the process's own signals, --grace and --timeout make of it. */
async function withinTime(running: Running, work: (ends: Ends) => Promise<ExitCode>): Promise<ExitCode> {
  const { deps, options } = running
  const { finish, stop, received } = deps.signals
  const limit = timeLimit(options.timeoutMs)
  const grace = gracePeriod(finish, options.graceMs, () => deps.view.note(graceIsOver(options)))
  try {
    const kill = AbortSignal.any([stop, limit.over, grace.over])
    const code = await work({ finish: AbortSignal.any([finish, limit.signal]), kill })
    if (stop.aborted || grace.over.aborted) return received() === 'SIGINT' ? EXIT.interrupted : EXIT.terminated
    limit.signal.throwIfAborted()
    return code
  } finally {
    limit.cancel()
    grace.cancel()
  }
}

function graceIsOver({ graceMs }: UpOptions): string {
  return `What is open could not be written in ${graceMs / 1000} s and is left to the next start.\n`
}

/** The time limit is the parent's; its own grace is for when the parent is gone. */
async function runAsWorker(running: Running): Promise<ExitCode> {
  const { worker, signals } = running.deps
  const grace = gracePeriod(signals.finish, running.options.graceMs)
  try {
    const kill = AbortSignal.any([signals.stop, grace.over])
    const code = await runApplied(running, { finish: signals.finish, kill })
    worker?.send({ message: 'ended', code })
    return code
  } finally {
    grace.cancel()
  }
}

function runWorkers(running: Running, count: number, { finish, kill }: Ends): Promise<ExitCode> {
  const { deps, options } = running
  const { streams } = compose(deps).rulesDeps
  deps.view.diagnostics(noticeOneOwner(jobsOf(running).jobs(), streams))
  return superviseWorkers({ deps, count, once: options.once, finish, kill })
}

async function runApplied(running: Running, { finish, kill }: Ends): Promise<ExitCode> {
  const { deps, options } = running
  const { once, leaseMs, memoryBytes, crashPoint } = options
  const { worker } = deps
  const composition = compose(deps, { leaseMs })
  const spill = openSpill(options)
  try {
    const view = deps.view
    const failed = new FailedExporters()
    const emit = (event: EngineEvent): void => {
      failed.note(event)
      view.engine(event)
    }
    const world = composeWorld(composition, { memoryBytes, crashPoint, spill, emit })
    const hopeless = new AbortController()
    const onAllFailed = (isHopeless: boolean): void => {
      if (worker !== undefined) worker.send({ message: 'hopeless', isHopeless })
      else if (isHopeless) hopeless.abort(CANCELLED)
    }
    const stop = AbortSignal.any([finish, hopeless.signal])
    const outcome = await killAfterGrace(runFleet(jobsOf(running), world, { once, stop, kill, onAllFailed }), kill)
    const isAll = hopeless.signal.aborted
    if (worker === undefined) view.diagnostics(failed.summary({ isAll }))
    return isAll || outcome === undefined ? EXIT.error : exitCodeOf(outcome, once)
  } finally {
    spill?.close()
  }
}

function jobsOf({ args, deps, store, state }: Running): ReturnType<typeof followJobs> {
  const { rulesDeps: context } = compose(deps)
  const { diagnostics: onProblem } = deps.view
  return followJobs({ store, state, names: args.exporter, context, onProblem })
}

/** A flushed stop is not a failure; an exporter that failed for good, or wrote an incomplete object, is one. */
function exitCodeOf(outcomes: FleetOutcome, once: boolean): ExitCode {
  const all = [...outcomes.values()]
  const failed = all.some(({ outcome }) => outcome === 'failed')
  return (once && failed) || all.some(({ incomplete }) => incomplete) ? EXIT.error : EXIT.ok
}
