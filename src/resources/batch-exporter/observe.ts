import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { ActionDeps, Observation } from '../../model/kind.ts'
import type { LedgerEntries } from '../../model/ledger.ts'
import { LEDGER_OF_ANOTHER, POSITIONS_MISSING, STREAM_RECREATED } from '../../model/shared-codes.ts'
import type { RecordedResource } from '../../model/state.ts'
import { asWarnings, findProblem } from '../find-problem.ts'
import type { ExporterAttributes } from './attributes.ts'
import { preparedAttributes, readLedger, streamOf } from './ledger-of.ts'

/** Whether the stream is still the one that the exporter was created for, and its ledger is there and its own. */
export async function observeExporter(recorded: RecordedResource, context: ActionDeps): Promise<Observation> {
  const attributes = preparedAttributes(recorded)
  const found: Diagnostic[] = []
  const problems = await findProblem(async () => {
    const { topic } = await context.outside.describe(streamOf(recorded, context), context.signal)
    if (topic === attributes.topic)
      found.push(...ledgerProblems(recorded, attributes, await readLedger(recorded, context)))
    else found.push(recreated(recorded))
  })
  const presence = problems.length > 0 ? 'unknown' : 'present'
  return { presence, diagnostics: [...found, ...asWarnings(problems)] }
}

function recreated({ address }: RecordedResource): Diagnostic {
  const detail = `The stream of "${address}" was deleted and recreated since the exporter was created: its positions mean nothing there. Bring the old stream back; or, to start afresh, remove the block of the exporter, apply, put it back and apply again.`
  return diagnose(STREAM_RECREATED, { detail, address })
}

function ledgerProblems(
  { address }: RecordedResource,
  attributes: ExporterAttributes,
  entries: LedgerEntries,
): readonly Diagnostic[] {
  const foreign = [...entries.values()].find(
    (entry) => entry.uid !== attributes.uid || entry.topic !== attributes.topic,
  )
  if (foreign !== undefined) {
    const detail = `The ledger of "${address}" holds positions of another exporter ("${foreign.uid}") or topic ("${foreign.topic}"). Two installations share it; nothing is written until they do not.`
    return [diagnose(LEDGER_OF_ANOTHER, { detail, address })]
  }
  const missing = attributes.start.filter(({ partition }) => !entries.has(partition)).map(({ partition }) => partition)
  if (missing.length === 0) return []
  const detail = `"${address}" has no position for ${missing.length === 1 ? 'partition' : 'partitions'} ${missing.join(', ')} any more, so "up" stops rather than guess. "strmctl repair" writes back what its objects hold; or, to start afresh, remove the block of the exporter, apply, put it back and apply again.`
  return asWarnings([diagnose(POSITIONS_MISSING, { detail, address })])
}
