import type { DiskClock } from './disk-clock.ts'
import type { LeaseHolder } from './lease-holder.ts'
import type { Processes } from './process-identity.ts'
import type { SegmentFile } from './segment-file.ts'

/** Free to be taken, perhaps from a holder who ended without giving it back; or held. */
export type Judgement =
  | {
      readonly vacant: true
      readonly replaced: { readonly holder: LeaseHolder; readonly because: 'gone' | 'expired' } | undefined
    }
  /** `isNew`: another holder than the one who was judged the time before. */
  | { readonly vacant: false; readonly holder: LeaseHolder; readonly isNew: boolean }

/**
 * One waiter's view of a lease over time. Clocks of two processes are never compared: a lease has expired when the waiter saw
 * no new line of its holder for longer than the holder's lease by the waiter's own monotonic clock.
 */
export class LeasePatience {
  readonly #clock: DiskClock
  readonly #processes: Processes
  readonly #hasEnded: (owner: string) => boolean
  #seen: { readonly sign: string; readonly owner: string; readonly at: number } | undefined

  constructor(deps: {
    readonly clock: DiskClock
    readonly processes: Processes
    readonly hasEnded: (owner: string) => boolean
  }) {
    this.#clock = deps.clock
    this.#processes = deps.processes
    this.#hasEnded = deps.hasEnded
  }

  /** `lookedAt`: monotonic time from before the segment was read. */
  async judge(segment: SegmentFile, lookedAt: number): Promise<Judgement> {
    const { lease, released, changes } = segment.counted
    if (lease === undefined || released || this.#hasEnded(lease.owner)) return { vacant: true, replaced: undefined }
    const { holder, owner } = lease
    if (await this.#processes.isGone(holder.process)) return { vacant: true, replaced: { holder, because: 'gone' } }
    const before = this.#seen
    const sign = `${segment.number} ${changes} ${owner}`
    if (before?.sign !== sign) this.#seen = { sign, owner, at: this.#clock.monotonic() }
    else if (lookedAt - before.at > holder.leaseMs) return { vacant: true, replaced: { holder, because: 'expired' } }
    return { vacant: false, holder, isNew: before?.owner !== owner }
  }
}
