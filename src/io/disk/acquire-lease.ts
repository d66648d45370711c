import { hostname } from 'node:os'
import { CurrentSegment } from './current-segment.ts'
import { watchDirectory } from './directory-watch.ts'
import type { DirectoryWatch } from './directory-watch.ts'
import { LeaseHeldError } from './journal-errors.ts'
import type { Lease } from './journal-line.ts'
import { createFirstSegment, createNextSegment } from './journal-segments.ts'
import type { JsonValue } from './json-value.ts'
import type { LeaseHolder } from './lease-holder.ts'
import { LeasePatience } from './lease-patience.ts'
import type { Processes } from './process-identity.ts'
import type { SegmentFile } from './segment-file.ts'
import type { TenureDeps } from './tenure.ts'

export interface AcquireOptions {
  /** What the lease is for, in a word or two, shown to others who wait: `apply`, `up`. */
  readonly operation: string
  readonly signal: AbortSignal
  /** How long to wait for another holder, in milliseconds; for ever when absent. */
  readonly timeoutMs?: number | undefined
  /** Called once for each holder that has to be waited for. */
  readonly onWait?: ((holder: LeaseHolder) => void) | undefined
  /** What a new journal begins with, instead of what the journal was opened with. */
  readonly initial?: (() => Promise<readonly JsonValue[]>) | undefined
  /** Takes the lease also from a holder who is alive. */
  readonly evenIfHeld?: boolean | undefined
}

export interface LeaseDeps extends TenureDeps {
  readonly processes: Processes
  readonly leaseMs: number
  /** Time between two looks at a lease that is held. */
  readonly pollMs: number
  /** Gives a random name for an owner. */
  readonly ownerName: () => string
  readonly initial: () => Promise<readonly JsonValue[]>
  /** Whether an owner was one of this process and has ended. */
  readonly hasEnded: (owner: string) => boolean
}

/** A lease that was read back. */
export interface WonLease {
  readonly segment: SegmentFile
  readonly lease: Lease
  /** Monotonic time from before the lease was written. */
  readonly renewed: number
  /** The holder whose lease had ended without being given back. */
  readonly replaced: { readonly holder: LeaseHolder; readonly because: 'gone' | 'expired' } | undefined
}

/** Waits until the lease is free or its holder has ended, and takes it. Rejects with LeaseHeldError after the time-out. */
export async function acquireLease(options: AcquireOptions, deps: LeaseDeps): Promise<WonLease> {
  const { clock, place, pollMs } = deps
  const waiting: Waiting = { current: new CurrentSegment(place, 'append'), patience: new LeasePatience(deps) }
  const deadline = options.timeoutMs === undefined ? Infinity : clock.monotonic() + options.timeoutMs
  let watch: DirectoryWatch | undefined
  try {
    for (;;) {
      options.signal.throwIfAborted()
      const attempt = await tryToTake(waiting, options, deps)
      if (attempt.outcome === 'won') return attempt.won
      if (attempt.outcome === 'again') continue
      if (clock.monotonic() >= deadline) throw new LeaseHeldError(attempt.holder)
      if (attempt.isNew) options.onWait?.(attempt.holder)
      if (watch === undefined) watch = watchDirectory({ directory: place.directory, files: place.files, clock, pollMs })
      else await watch.next(options.signal, Math.max(1, deadline - clock.monotonic()))
    }
  } finally {
    watch?.close()
    await waiting.current.close()
  }
}

interface Waiting {
  readonly current: CurrentSegment
  readonly patience: LeasePatience
}

type Attempt =
  | { readonly outcome: 'won'; readonly won: WonLease }
  | { readonly outcome: 'held'; readonly holder: LeaseHolder; readonly isNew: boolean }
  | { readonly outcome: 'again' }

async function tryToTake(waiting: Waiting, options: AcquireOptions, deps: LeaseDeps): Promise<Attempt> {
  const { place, clock, compact } = deps
  const lookedAt = clock.monotonic()
  const segment = await waiting.current.read()
  if (segment === undefined) {
    await createFirstSegment(place, await (options.initial ?? deps.initial)())
    return { outcome: 'again' }
  }
  if (segment.counted.sealed) {
    await createNextSegment(place, segment, compact)
    return { outcome: 'again' }
  }
  const judgement = await waiting.patience.judge(segment, lookedAt)
  if (!judgement.vacant && options.evenIfHeld !== true) return { outcome: 'held', ...judgement }
  const replaced = judgement.vacant ? judgement.replaced : undefined
  const won = await take(segment, { operation: options.operation, replaced }, deps)
  if (won === undefined) return { outcome: 'again' }
  waiting.current.release()
  return { outcome: 'won', won }
}

/** The next number, written and read back: somebody else may have written it first, or sealed the segment. */
async function take(
  segment: SegmentFile,
  how: { readonly operation: string; readonly replaced: WonLease['replaced'] },
  deps: LeaseDeps,
): Promise<WonLease | undefined> {
  const { clock, leaseMs, ownerName, processes } = deps
  const renewed = clock.monotonic()
  const process = await processes.self()
  const holder = { process, host: hostname(), operation: how.operation, since: clock.now(), leaseMs }
  const lease = { fence: (segment.counted.lease?.fence ?? 0) + 1, owner: ownerName(), holder }
  await segment.append({ kind: 'lease', lease })
  await segment.readOn()
  if (segment.counted.sealed || segment.counted.lease?.owner !== lease.owner) return undefined
  return { segment, lease, renewed, replaced: how.replaced }
}
