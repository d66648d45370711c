import type { KindActions, KindRules } from '../model/kind.ts'
import { batchExporterActions } from './batch-exporter/actions.ts'
import { batchExporterRules } from './batch-exporter/rules.ts'
import { dataConnectorActions } from './data-connector/actions.ts'
import { dataConnectorRules } from './data-connector/rules.ts'
import { streamActions } from './stream/actions.ts'
import { streamRules } from './stream/rules.ts'

/** Every kind of resource: what may be said about it. */
export const KIND_RULES: readonly KindRules[] = [streamRules, dataConnectorRules, batchExporterRules]

/** Every kind of resource: what is done for it outside. */
export const KIND_ACTIONS: readonly KindActions[] = [streamActions, dataConnectorActions, batchExporterActions]
