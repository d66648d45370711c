import { runFleet, type FleetOutcome } from '../../engine/fleet.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { State, StateStore } from '../../model/state.ts'
import { flagOf, listOf, textOf, type Args, type RunCommand } from '../command.ts'
import { compose, composeWorld } from '../compose.ts'
import { crashPointOf } from '../crash-point-of.ts'
import { ONCE_TIMED_OUT } from '../diagnostics.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { followJobs } from '../follow-jobs.ts'
import { noticeDifference } from '../notice-difference.ts'
import { openStateStore } from '../open-state-store.ts'
import { findByName, nothingApplied } from '../read-applied.ts'
import { durationOf, sizeOf } from '../read-quantity.ts'
import type { Surroundings } from '../surroundings.ts'
import { systemClock } from '../system-clock.ts'
import { viewFor } from '../views/view-for.ts'

const USUAL_MEMORY = 128 << 20

export const run: RunCommand = async (args, surroundings) => {
  const store = await openStateStore(surroundings)
  try {
    const state = await store.read()
    if (state === undefined) throw nothingApplied(surroundings)
    findByName(state, 'batch_exporter', listOf(args, 'exporter'))
    await noticeDifference(state, surroundings)
    return await runApplied({ args, surroundings, store, state })
  } finally {
    await store.close()
  }
}

interface Running {
  readonly args: Args
  readonly surroundings: Surroundings
  readonly store: StateStore
  readonly state: State
}

async function runApplied({ args, surroundings, store, state }: Running): Promise<ExitCode> {
  const view = viewFor(surroundings)
  const leaseMs = durationOf(args, 'lease')
  const composition = compose(surroundings, leaseMs === undefined ? {} : { leaseMs })
  const world = composeWorld(composition, {
    memoryBytes: sizeOf(args, 'memory') ?? USUAL_MEMORY,
    emit: view.engine,
    crashPoint: crashPointOf(surroundings.environment),
  })
  const context = composition.rulesContext
  const source = followJobs({ store, state, names: listOf(args, 'exporter'), context, onTrouble: view.diagnostics })
  const once = flagOf(args, 'once')
  const { finish, stop } = surroundings.signals
  const limit = timeLimit(once ? durationOf(args, 'timeout') : undefined)
  try {
    const outcome = await runFleet(source, world, { once, stop: AbortSignal.any([finish, limit.signal]), kill: stop })
    if (stop.aborted) return surroundings.signals.received() === 'SIGINT' ? EXIT.interrupted : EXIT.terminated
    if (limit.signal.aborted) throw timedOut(textOf(args, 'timeout') ?? '')
    return exitCodeOf(outcome, once)
  } finally {
    limit.cancel()
  }
}

interface TimeLimit {
  readonly signal: AbortSignal
  readonly cancel: () => void
}

function timeLimit(ms: number | undefined): TimeLimit {
  const over = new AbortController()
  const cancelled = new AbortController()
  const expire = (): void => over.abort(new Error('The time is over'))
  if (ms !== undefined) void systemClock.sleep(ms, cancelled.signal).then(expire, () => undefined)
  return { signal: over.signal, cancel: () => cancelled.abort() }
}

function timedOut(timeout: string): DiagnosedError {
  const detail = `Not every exporter passed the ends that its stream had at the start within ${timeout}. What was written counts; run it again, or raise --timeout.`
  return new DiagnosedError([diagnose(ONCE_TIMED_OUT, { detail })])
}

/** A flushed stop is no failure; an exporter that failed for good, or wrote an incomplete object, is one. */
function exitCodeOf(outcomes: FleetOutcome, once: boolean): ExitCode {
  const all = [...outcomes.values()]
  const failed = all.some(({ outcome }) => outcome === 'failed')
  return (once && failed) || all.some(({ incomplete }) => incomplete) ? EXIT.error : EXIT.ok
}
