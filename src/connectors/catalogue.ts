import type { ConnectorCatalogue } from '../model/connector.ts'
import {
  LOCAL_DIRECTORY_FIELDS,
  LOCAL_DIRECTORY_LIMITS,
  localDirectoryListing,
  localDirectoryPath,
} from './local-directory/fields.ts'

/** Every destination, by block name. */
export const CONNECTORS = {
  local_directory: {
    doc: 'A directory on this machine or on a mounted disk.',
    fields: LOCAL_DIRECTORY_FIELDS,
    limits: LOCAL_DIRECTORY_LIMITS,
    listing: localDirectoryListing,
    place: localDirectoryPath,
    open: async (settings, surroundings) =>
      (await import('./local-directory/index.ts')).openLocalDirectory(settings, surroundings),
  },
} as const satisfies ConnectorCatalogue
