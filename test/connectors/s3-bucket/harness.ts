import type { FieldValues } from '../../../src/model/fields.ts'
import type { ConnectorHarness } from '../harness.ts'
import { adminClient, inheritedStore, ownBucket, takeRights } from './store.ts'
import type { OwnBucket } from './store.ts'

export const harness: ConnectorHarness = {
  prepare: async (t) => {
    const own = await ownBucket(t)
    return { settings: settingsOf(own), takeAway: own.remove }
  },
  dropPermission: async (settings) => {
    const admin = adminClient(inheritedStore())
    const bucket = settings['bucket_name']
    if (typeof bucket === 'string') await takeRights(admin, bucket)
    admin.destroy()
  },
}

/** The settings of a bucket, normalized, with the keys of its own user. */
export function settingsOf({ store, bucket, user }: Pick<OwnBucket, 'store' | 'bucket' | 'user'>): FieldValues {
  return {
    bucket_name: bucket,
    endpoint: store.endpoint,
    access_key_id: user.accessKeyId,
    secret_access_key: user.secretAccessKey,
    multipart_threshold: 16 * 1024 * 1024,
  }
}
