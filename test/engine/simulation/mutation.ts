import type { Ledger } from '../../../src/model/ledger.ts'
import type { ProtocolRules } from '../../../src/engine/decide/protocol-rules.ts'

/** One rule of the protocol taken away. */
export interface Mutation {
  readonly rules?: Partial<ProtocolRules>
  /** A client that breaks a rule of the ledger. */
  readonly wrapLedger?: (ledger: Ledger) => Ledger
}
