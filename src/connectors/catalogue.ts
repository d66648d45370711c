import type { ConnectorCatalogue } from '../model/connector.ts'
import {
  LOCAL_DIRECTORY_FIELDS,
  LOCAL_DIRECTORY_LIMITS,
  localDirectoryListing,
  localDirectoryPath,
} from './local-directory/fields.ts'
import { S3_BUCKET_FIELDS, S3_BUCKET_LIMITS, s3BucketListing } from './s3-bucket/fields.ts'
import { disagreeingCredentials, s3BucketPlace } from './s3-bucket/settings.ts'

/** Every destination, by block name. */
export const CONNECTORS = {
  local_directory: {
    doc: 'A directory on this machine or on a mounted disk.',
    fields: LOCAL_DIRECTORY_FIELDS,
    limits: LOCAL_DIRECTORY_LIMITS,
    listing: localDirectoryListing,
    place: localDirectoryPath,
    url: {
      scheme: 'file',
      form: 'file:///DIRECTORY',
      locate: async (url) => (await import('./local-directory/locate.ts')).locateLocalDirectory(url),
    },
    open: async (settings, deps) => (await import('./local-directory/index.ts')).openLocalDirectory(settings, deps),
  },
  s3_bucket: {
    doc: 'A bucket of AWS S3 or of a store that speaks S3.',
    fields: S3_BUCKET_FIELDS,
    limits: S3_BUCKET_LIMITS,
    listing: s3BucketListing,
    place: s3BucketPlace,
    disagreement: disagreeingCredentials,
    url: {
      scheme: 's3',
      form: 's3://BUCKET/PREFIX',
      locate: async (url) => (await import('./s3-bucket/locate.ts')).locateS3Bucket(url),
    },
    open: async (settings, deps) => (await import('./s3-bucket/index.ts')).openS3Bucket(settings, deps),
  },
} as const satisfies ConnectorCatalogue
