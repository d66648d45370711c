import { messageOf } from '../../../lib/message-of.ts'
import { resolve } from 'node:path'
import type { EngineWorld } from '../../../engine/world.ts'
import { SpillFile } from '../../../io/disk/spill-file.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import type { ArgsOf } from '../../arguments/command.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { SPILL_UNUSABLE, WRONG_USAGE } from '../../diagnostics.ts'
import { crashPointOf } from '../../process/crash-point-of.ts'
import type { UP } from './spec.ts'

const LEAST_MEMORY = 1 << 20

export type UpArgs = ArgsOf<typeof UP>

/** What `up` was given on the command line, checked. Bytes are those of this process: workers share evenly. */
export interface UpOptions {
  readonly once: boolean
  readonly memoryBytes: number
  readonly leaseMs: number
  /** Only with `--once`, in milliseconds. */
  readonly timeoutMs: number | undefined
  /** How long open batches may take to be written once `up` is told to stop, in milliseconds. */
  readonly graceMs: number
  readonly spill: { readonly directory: string; readonly maxBytes: number } | undefined
  readonly crashPoint: EngineWorld['crashPoint']
}

/** Throws a DiagnosedError for options that do not go together. */
export function upOptions(args: UpArgs, deps: CommandDeps): UpOptions {
  const { once, timeout: timeoutMs, grace: graceMs, lease: leaseMs, memory, spill: path } = args
  const workers = deps.worker?.count ?? args.workers
  const memoryBytes = Math.floor(memory / workers)
  if (memoryBytes < LEAST_MEMORY) throw wrongUsage('"--memory" needs at least 1MiB for each worker')
  if (timeoutMs !== undefined && !once) throw wrongUsage('"--timeout" is only for "--once"')
  const maxBytes = Math.floor(args['spill-max'] / workers)
  const spill = path === undefined ? undefined : { directory: resolve(deps.directory, path), maxBytes }
  const crashPoint = crashPointOf(deps.environment)
  return { once, memoryBytes, leaseMs, timeoutMs, graceMs, spill, crashPoint }
}

/** Where open batches go when memory is used up; whoever opens it closes it. Throws a DiagnosedError. */
export function openSpill({ spill }: UpOptions): SpillFile | undefined {
  if (spill === undefined) return undefined
  try {
    return new SpillFile(spill.directory, spill.maxBytes)
  } catch (error) {
    const why = messageOf(error)
    const detail = `Nothing can be written to the directory "${spill.directory}" of --spill: ${why}. Name another one, or leave --spill out.`
    throw new DiagnosedError([diagnose(SPILL_UNUSABLE, { detail })], { cause: error })
  }
}

function wrongUsage(what: string): DiagnosedError {
  return new DiagnosedError([
    diagnose(WRONG_USAGE, { detail: `${what}. "strmctl up --help" shows how it is written.` }),
  ])
}
