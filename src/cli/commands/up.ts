import { resolve } from 'node:path'
import { SpillFile } from '../../io/disk/spill-file.ts'
import { runFleet, type FleetOutcome } from '../../engine/fleet.ts'
import type { EngineWorld } from '../../engine/world.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { State, StateStore } from '../../model/state.ts'
import { flagOf, listOf, numberOf, textOf, type Args, type RunCommand } from '../command.ts'
import { compose, composeWorld } from '../compose.ts'
import { ONCE_TIMED_OUT, SPILL_UNUSABLE } from '../diagnostics.ts'
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
const USUAL_SPILL = 4 * 2 ** 30

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

async function runApplied({ args, surroundings, store, state }: Running): Promise<ExitCode> {
  const view = viewFor(surroundings)
  const { leaseMs, memoryBytes, timeout } = limitsOf(args)
  const composition = compose(surroundings, leaseMs === undefined ? {} : { leaseMs })
  const spill = openSpill(args, surroundings)
  const memoryBytes = sizeOf(args, 'memory') ?? USUAL_MEMORY
  const world = composeWorld(composition, { memoryBytes, emit: view.engine, ...(spill === undefined ? {} : { spill }) })
  const context = composition.rulesContext
  const source = followJobs({ store, state, names: listOf(args, 'exporter'), context, onTrouble: view.diagnostics })
  const once = flagOf(args, 'once')
  const { finish, stop } = surroundings.signals
  const limit = timeLimit(timeout)
  try {
    const outcome = await runFleet(source, world, {
      once,
      stop: AbortSignal.any([finish, limit.signal]),
      kill: AbortSignal.any([stop, limit.over]),
    })
    if (stop.aborted) return surroundings.signals.received() === 'SIGINT' ? EXIT.interrupted : EXIT.terminated
    if (limit.signal.aborted) throw timedOut(textOf(args, 'timeout') ?? '')
    return exitCodeOf(outcome, once)
  } finally {
    limit.cancel()
    spill?.close()
  }
}

function openSpill(args: Args, { directory }: Surroundings): SpillFile | undefined {
  const path = textOf(args, 'spill')
  if (path === undefined) return undefined
  try {
    return new SpillFile(resolve(directory, path), sizeOf(args, 'spill-max') ?? USUAL_SPILL)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const detail = `Nothing can be written to the directory "${path}" of --spill: ${why}. Name another one, or leave --spill out.`
    throw new DiagnosedError([diagnose(SPILL_UNUSABLE, { detail })], { cause: error })
  }
}

function limitsOf(args: Args): {
  readonly leaseMs: number | undefined
  readonly memoryBytes: number
  readonly timeout: number | undefined
} {
  const [leaseMs, timeout] = [durationOf(args, 'lease'), durationOf(args, 'timeout')]
  const memoryBytes = sizeOf(args, 'memory') ?? USUAL_MEMORY
  if (leaseMs === 0) throw wrongUsage('"--lease" needs a duration above 0')
  if (memoryBytes < LEAST_MEMORY) throw wrongUsage('"--memory" needs at least 1MiB')
  if (timeout !== undefined && !flagOf(args, 'once')) throw wrongUsage('"--timeout" is only for "--once"')
  return { leaseMs, memoryBytes, timeout }
}

function wrongUsage(what: string): DiagnosedError {
  return new DiagnosedError([diagnose(WRONG_USAGE, { detail: `${what}. "strmctl up --help" tells more.` })])
}

interface TimeLimit {
  readonly signal: AbortSignal
  /** A while later: what could not be written until then is left to recovery, as when a destination does not answer. */
  readonly over: AbortSignal
  readonly cancel: () => void
}

function timeLimit(ms: number | undefined): TimeLimit {
  const [limit, over, cancelled] = [new AbortController(), new AbortController(), new AbortController()]
  const expire = async (): Promise<void> => {
    await systemClock.sleep(ms ?? 0, cancelled.signal)
    limit.abort(new Error('The time is over'))
    await systemClock.sleep(FLUSH_GRACE_MS, cancelled.signal)
    over.abort(new Error('The time to write what is open is over'))
  }
  if (ms !== undefined) void expire().catch(() => undefined)
  return { signal: limit.signal, over: over.signal, cancel: () => cancelled.abort() }
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
