import type { KindActions } from '../../model/kind.ts'
import { observeExporter } from './observe.ts'
import { performExporter } from './perform.ts'
import { prepareExporter } from './prepare.ts'
import { removeExporter } from './remove.ts'

/** Creates, changes and ends exporters: identity, start positions, revisions, ledger (engine/PROTOCOL.md, "Identity"). */
export const batchExporterActions: KindActions = {
  kind: 'batch_exporter',
  observe: observeExporter,
  prepare: prepareExporter,
  perform: performExporter,
  leavesNothing: ['update'],
  remove: removeExporter,
}
