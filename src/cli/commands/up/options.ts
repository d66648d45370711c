import { resolve } from 'node:path'
import type { EngineWorld } from '../../../engine/world.ts'
import { SpillFile } from '../../../io/disk/spill-file.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import { flagOf, numberOf, textOf, type Args } from '../../arguments/command.ts'
import { crashPointOf } from '../../process/crash-point-of.ts'
import { SPILL_UNUSABLE, WRONG_USAGE } from '../../diagnostics.ts'
import { durationOf, sizeOf } from '../../arguments/read-quantity.ts'
import type { CommandDeps } from '../../command-deps.ts'

const USUAL_MEMORY = 128 << 20
const LEAST_MEMORY = 1 << 20
const USUAL_SPILL = 4 * 2 ** 30
const MOST_WORKERS = 256
/** With what `killAfterGrace` adds it is less than service managers allow: 30 s (Kubernetes), 90 s (systemd). */
const USUAL_GRACE_MS = 20_000

/** What `up` was told on the command line, checked. Bytes are those of this process: workers share evenly. */
export interface UpOptions {
  readonly once: boolean
  readonly memoryBytes: number
  readonly leaseMs: number | undefined
  /** Only with `--once`, in milliseconds. */
  readonly timeoutMs: number | undefined
  /** What is open may take so long once it is told to leave, in milliseconds. */
  readonly graceMs: number
  readonly spill: { readonly directory: string; readonly maxBytes: number } | undefined
  readonly crashPoint: EngineWorld['crashPoint']
}

/** Throws a DiagnosedError for what makes no sense. */
export function upOptions(args: Args, deps: CommandDeps): UpOptions {
  const once = flagOf(args, 'once')
  const leaseMs = durationOf(args, 'lease')
  const timeoutMs = durationOf(args, 'timeout')
  const graceMs = durationOf(args, 'grace') ?? USUAL_GRACE_MS
  const workers = deps.worker?.count ?? workersOf(args)
  const memoryBytes = Math.floor((sizeOf(args, 'memory') ?? USUAL_MEMORY) / workers)
  if (leaseMs === 0) throw wrongUsage('"--lease" needs a duration above 0')
  if (memoryBytes < LEAST_MEMORY) throw wrongUsage('"--memory" needs at least 1MiB for each worker')
  if (timeoutMs !== undefined && !once) throw wrongUsage('"--timeout" is only for "--once"')
  const spill = spillOptions(args, deps.directory, workers)
  const crashPoint = crashPointOf(deps.environment)
  return { once, memoryBytes, leaseMs, timeoutMs, graceMs, spill, crashPoint }
}

/** The number of member processes. Throws a DiagnosedError. */
export function workersOf(args: Args): number {
  const workers = numberOf(args, 'workers') ?? 1
  if (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS) return workers
  throw wrongUsage(`"--workers" needs a whole number from 1 to ${MOST_WORKERS}, not "${workers}"`)
}

/** Where open batches go when memory is used up; whoever opens it closes it. Throws a DiagnosedError. */
export function openSpill({ spill }: UpOptions): SpillFile | undefined {
  if (spill === undefined) return undefined
  try {
    return new SpillFile(spill.directory, spill.maxBytes)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const detail = `Nothing can be written to the directory "${spill.directory}" of --spill: ${why}. Name another one, or leave --spill out.`
    throw new DiagnosedError([diagnose(SPILL_UNUSABLE, { detail })], { cause: error })
  }
}

function spillOptions(args: Args, directory: string, workers: number): UpOptions['spill'] {
  const path = textOf(args, 'spill')
  if (path === undefined) return undefined
  const maxBytes = Math.floor((sizeOf(args, 'spill-max') ?? USUAL_SPILL) / workers)
  return { directory: resolve(directory, path), maxBytes }
}

function wrongUsage(what: string): DiagnosedError {
  return new DiagnosedError([diagnose(WRONG_USAGE, { detail: `${what}. "strmctl up --help" tells more.` })])
}
