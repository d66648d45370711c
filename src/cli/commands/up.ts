import { runFleet, type FleetOutcome } from '../../engine/fleet.ts'
import type { EngineWorld } from '../../engine/world.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { State, StateStore } from '../../model/state.ts'
import { flagOf, listOf, numberOf, textOf, type Args, type RunCommand } from '../command.ts'
import { compose, composeWorld } from '../compose.ts'
import { crashPointOf } from '../crash-point-of.ts'
import { WRONG_USAGE } from '../diagnostics.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { followJobs } from '../follow-jobs.ts'
import { noticeDifference } from '../notice-difference.ts'
import { openStateStore } from '../open-state-store.ts'
import { findByName, nothingApplied } from '../read-applied.ts'
import { durationOf, sizeOf } from '../read-quantity.ts'
import type { Surroundings } from '../surroundings.ts'
import { timeLimit } from '../time-limit.ts'
import { viewFor } from '../views/view-for.ts'
import { noticeOneOwner } from '../workers/notice-one-owner.ts'
import { superviseWorkers } from '../workers/supervise.ts'

const USUAL_MEMORY = 128 << 20
const MOST_WORKERS = 256

export const run: RunCommand = async (args, surroundings) => {
  const workers = workersOf(args)
  const store = await openStateStore(surroundings)
  try {
    const state = await store.read()
    if (state === undefined) throw nothingApplied(surroundings)
    findByName(state, 'batch_exporter', listOf(args, 'exporter'))
    const running = { args, surroundings, store, state, options: optionsOf(args, surroundings) }
    if (surroundings.worker !== undefined) return await runAsWorker(running)
    await noticeDifference(state, surroundings)
    return await withinTime(running, (finish) =>
      workers === 1 ? runApplied(running, finish) : runWorkers(running, { count: workers, finish }),
    )
  } finally {
    await store.close()
  }
}

interface Running {
  readonly args: Args
  readonly surroundings: Surroundings
  readonly store: StateStore
  readonly state: State
  readonly options: Options
}

interface Options {
  readonly once: boolean
  /** Of this process. */
  readonly memoryBytes: number
  readonly leaseMs: number | undefined
  readonly crashPoint: EngineWorld['crashPoint']
}

function optionsOf(args: Args, { environment, worker }: Surroundings): Options {
  return {
    once: flagOf(args, 'once'),
    memoryBytes: Math.floor((sizeOf(args, 'memory') ?? USUAL_MEMORY) / (worker?.count ?? 1)),
    leaseMs: durationOf(args, 'lease'),
    crashPoint: crashPointOf(environment),
  }
}

function workersOf(args: Args): number {
  const workers = numberOf(args, 'workers') ?? 1
  if (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS) return workers
  const detail = `"--workers" needs a whole number from 1 to ${MOST_WORKERS}, not "${workers}".`
  throw new DiagnosedError([diagnose(WRONG_USAGE, { detail })])
}

/** What the process's own signals and --timeout make of it. */
async function withinTime(
  { args, surroundings, options }: Running,
  work: (finish: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { finish, stop, received } = surroundings.signals
  const limit = timeLimit(options.once ? durationOf(args, 'timeout') : undefined, textOf(args, 'timeout'))
  try {
    const code = await work(AbortSignal.any([finish, limit.signal]))
    if (stop.aborted) return received() === 'SIGINT' ? EXIT.interrupted : EXIT.terminated
    limit.signal.throwIfAborted()
    return code
  } finally {
    limit.cancel()
  }
}

/** The time limit is the parent's. */
async function runAsWorker(running: Running): Promise<ExitCode> {
  const { worker, signals } = running.surroundings
  const code = await runApplied(running, signals.finish)
  worker?.send({ message: 'ended', code })
  return code
}

function runWorkers(
  running: Running,
  { count, finish }: { readonly count: number; readonly finish: AbortSignal },
): Promise<ExitCode> {
  const { surroundings, options } = running
  const { streams } = compose(surroundings).rulesContext
  viewFor(surroundings).diagnostics(noticeOneOwner(jobsOf(running).jobs(), streams))
  return superviseWorkers({ surroundings, count, once: options.once, finish })
}

async function runApplied(running: Running, finish: AbortSignal): Promise<ExitCode> {
  const { surroundings, options } = running
  const { once, leaseMs, ...rest } = options
  const composition = compose(surroundings, leaseMs === undefined ? {} : { leaseMs })
  const world = composeWorld(composition, { ...rest, emit: viewFor(surroundings).engine })
  const outcome = await runFleet(jobsOf(running), world, { once, stop: finish, kill: surroundings.signals.stop })
  return exitCodeOf(outcome, once)
}

function jobsOf({ args, surroundings, store, state }: Running): ReturnType<typeof followJobs> {
  const { rulesContext: context } = compose(surroundings)
  const { diagnostics: onTrouble } = viewFor(surroundings)
  return followJobs({ store, state, names: listOf(args, 'exporter'), context, onTrouble })
}

/** A flushed stop is no failure; an exporter that failed for good, or wrote an incomplete object, is one. */
function exitCodeOf(outcomes: FleetOutcome, once: boolean): ExitCode {
  const all = [...outcomes.values()]
  const failed = all.some(({ outcome }) => outcome === 'failed')
  return (once && failed) || all.some(({ incomplete }) => incomplete) ? EXIT.error : EXIT.ok
}
