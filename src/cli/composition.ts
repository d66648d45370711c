import type { ConnectorDeps } from '../model/connector.ts'
import type { RulesDeps } from '../model/kind.ts'
import type { StreamDeps } from '../model/stream.ts'

/** What stands behind the contracts in this process. */
export interface Composition {
  readonly rulesDeps: RulesDeps
  readonly streamDeps: StreamDeps
  readonly connectorDeps: ConnectorDeps
}
