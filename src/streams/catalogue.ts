import type { StreamCatalogue } from '../model/stream.ts'
import { DIRECTORY_FIELDS, directoryDefaults } from './directory/fields.ts'
import { directoryPlace } from './directory/settings.ts'
import { disagreeingSettings } from './kafka/disagreeing-settings.ts'
import { KAFKA_FIELDS } from './kafka/fields.ts'
import { kafkaPlace } from './kafka/place.ts'

/** Every source of events, by block name. */
export const STREAMS = {
  directory: {
    doc: 'A directory of append-only JSON Lines files, one per partition. Needs no server.',
    fields: DIRECTORY_FIELDS,
    listing: ({ path }) => ({ source: typeof path === 'string' ? path : '' }),
    oneOwner: true,
    defaults: directoryDefaults,
    place: directoryPlace,
    open: async (settings, deps) => (await import('./directory/index.ts')).openDirectoryStream(settings, deps),
    actions: async (settings, deps) => (await import('./directory/index.ts')).directoryActions(settings, deps),
    openWriter: async (settings, { directory, clock }) =>
      (await import('./directory/writer.ts')).openDirectoryWriter(directoryPlace(settings, directory), clock),
  },
  kafka: {
    doc: 'A topic of an Apache Kafka cluster.',
    fields: KAFKA_FIELDS,
    listing: ({ topic }) => ({ source: typeof topic === 'string' ? topic : '' }),
    place: kafkaPlace,
    disagreement: disagreeingSettings,
    group: ({ group }) => (typeof group === 'string' ? group : undefined),
    open: async (settings, deps) => (await import('./kafka/index.ts')).openKafkaStream(settings, deps),
    actions: async (settings, deps) => (await import('./kafka/index.ts')).kafkaActions(settings, deps),
    openWriter: async (settings, deps) => (await import('./kafka/index.ts')).openKafkaWriter(settings, deps),
  },
} as const satisfies StreamCatalogue
