import { randomUUID } from 'node:crypto'
import { CONNECTORS } from '../../src/connectors/catalogue.ts'
import type { Connector, ConnectorCatalogue } from '../../src/model/connector.ts'
import type { FieldValues } from '../../src/model/fields.ts'

/** Opens a destination of the catalogue. */
export async function openConnector(variant: string, settings: FieldValues): Promise<Connector> {
  const catalogue: ConnectorCatalogue = CONNECTORS
  const found = catalogue[variant]
  if (found === undefined) throw new Error(`No connector ${variant}`)
  return found.open(settings, { directory: '/', uuid: randomUUID, environment: {} })
}
