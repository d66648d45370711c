import type { ExecutionContext } from 'ava'
import type { Connector } from '../../../src/model/connector.ts'
import type { FieldValues } from '../../../src/model/fields.ts'
import { openConnector } from '../open-connector.ts'
import { settingsOf } from './harness.ts'
import { ownBucket } from './store.ts'
import type { OwnBucket } from './store.ts'

/** A connector of a new bucket, opened as its user; `change` replaces settings. */
export async function ownConnector(
  t: Pick<ExecutionContext, 'teardown'>,
  change: (own: OwnBucket) => FieldValues = () => ({}),
): Promise<{ readonly own: OwnBucket; readonly connector: Connector }> {
  const own = await ownBucket(t)
  const connector = await openConnector('s3_bucket', { ...settingsOf(own), ...change(own) })
  t.teardown(() => connector.close())
  return { own, connector }
}
