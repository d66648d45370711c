import type { Generation } from '../../model/ledger.ts'
import { RejoinNeeded } from './rejoin-needed.ts'

/** A generation is over; says why, where its ledger knows. */
export function membershipLost({ lost }: Pick<Generation, 'lost'>): RejoinNeeded {
  const reason: unknown = lost.reason
  const known = reason instanceof Error && reason.name !== 'AbortError' ? reason.message : 'the membership ended'
  return new RejoinNeeded(known, { fresh: false })
}
