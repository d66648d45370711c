import type { ReadPlace } from '../../audit/read-objects.ts'
import type { Connector } from '../../model/connector.ts'
import type { ExportJob, Revision } from '../../model/export-job.ts'
import { keyPrefixes } from '../../model/object-key/object-key.ts'
import { declaredVariant } from '../../resources/variants.ts'
import type { Composition } from '../composition.ts'

/** Every place and prefix that any revision wrote to, each once; what is below another prefix is listed with that. */
export async function openPlaces(job: ExportJob, composition: Composition): Promise<readonly ReadPlace[]> {
  const places: ReadPlace[] = []
  for (const revision of job.revisions.values()) {
    const connector = await openConnector(revision, composition)
    const same = places.filter((place) => place.connector.place === connector.place)
    const known = same.map(({ prefix }) => prefix)
    const opened = same[0]?.connector ?? connector
    if (opened !== connector) await connector.close()
    places.push(
      ...keyPrefixes(revision).flatMap((prefix) => (known.includes(prefix) ? [] : [{ connector: opened, prefix }])),
    )
  }
  return places.filter((place) => !places.some((other) => holds(other, place)))
}

function holds(other: ReadPlace, place: ReadPlace): boolean {
  if (other === place || other.connector.place !== place.connector.place) return false
  return other.prefix === '' || place.prefix.startsWith(`${other.prefix}/`)
}

function openConnector({ connector }: Revision, { rulesDeps, connectorDeps }: Composition): Promise<Connector> {
  return declaredVariant(rulesDeps.connectors, connector.variant).open(connector.settings, connectorDeps)
}
