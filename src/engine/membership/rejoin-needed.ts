import type { Generation } from '../../model/ledger.ts'

/** The membership has ended, or can no longer be trusted: join again and recover. `fresh`: with a new member id, since a write's outcome is unknown. */
export class RejoinNeeded extends Error {
  readonly fresh: boolean

  constructor(why: string, options: { readonly fresh: boolean }) {
    super(why)
    this.name = 'RejoinNeeded'
    this.fresh = options.fresh
  }
}

/** A generation is over; says why, where its ledger knows. */
export function membershipLost({ lost }: Pick<Generation, 'lost'>): RejoinNeeded {
  const reason: unknown = lost.reason
  const known = reason instanceof Error && reason.name !== 'AbortError' ? reason.message : 'the membership ended'
  return new RejoinNeeded(known, { fresh: false })
}
