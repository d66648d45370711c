import { SinkError } from '../../model/connector.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { ActionDeps, KindActions, Observation } from '../../model/kind.ts'
import type { RecordedResource } from '../../model/state.ts'
import { CONNECTOR_NOT_REACHED } from '../action-diagnostics.ts'
import { asWarnings } from '../find-problem.ts'
import { runCheck } from '../run-check.ts'
import { variantOf } from '../variants.ts'
import { refuseWhileNeeded } from './refuse-while-needed.ts'

/** A data connector is nothing outside by itself: applying it means to check the place, deleting it means to forget it. */
export const dataConnectorActions: KindActions = {
  kind: 'data_connector',
  observe: observeConnector,
  prepare: (after) => Promise.resolve(after.attributes),
  perform: async (after, _before, context) => {
    const which = variantOf(after.fields, context.connectors)
    await context.outside.withConnector(which, (connector) => runCheck(connector, '', context))
    return after.attributes
  },
  leavesNothing: ['create', 'update'],
  remove: refuseWhileNeeded,
}

async function observeConnector(recorded: RecordedResource, context: ActionDeps): Promise<Observation> {
  try {
    await peek(recorded, context)
    return { presence: 'present', diagnostics: [] }
  } catch (error) {
    if (error instanceof DiagnosedError) return { presence: 'unknown', diagnostics: asWarnings(error.diagnostics) }
    if (!(error instanceof SinkError)) throw error
    return { presence: 'unknown', diagnostics: isExpected(error) ? [] : [notReached(recorded, error)] }
  }
}

/** Asks for the first object: reads nothing and writes nothing. */
async function peek(recorded: RecordedResource, context: ActionDeps): Promise<void> {
  await context.outside.withConnector(variantOf(recorded.fields, context.connectors), async (connector) => {
    for await (const object of connector.list('', context.signal)) {
      void object
      return
    }
  })
}

/** Exporters need no permission to list. */
function isExpected(error: SinkError): boolean {
  return error.reason === 'permission'
}

function notReached({ address }: RecordedResource, error: SinkError): Diagnostic {
  const detail = `"${address}" cannot be reached: ${error.message}. Running exporters keep trying; bring the place back or change the data connector.`
  return diagnose(CONNECTOR_NOT_REACHED, { detail, address })
}
