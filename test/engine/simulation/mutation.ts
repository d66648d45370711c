import type { Ledger } from '../../../src/model/ledger.ts'
import type { ProtocolRules } from '../../../src/engine/decide/protocol-rules.ts'
import type { MembershipRules } from '../../memory/membership-rules.ts'
import type { ReadingRules } from '../../memory/reading-rules.ts'

/** One rule of the protocol taken away. */
export interface Mutation {
  readonly rules?: Partial<ProtocolRules>
  /** A client that breaks a rule of the ledger. */
  readonly wrapLedger?: (ledger: Ledger) => Ledger
  /** A member that breaks a rule of static membership. */
  readonly membership?: Partial<MembershipRules>
  /** A reader that breaks a rule of the log. */
  readonly reading?: Partial<ReadingRules>
}
