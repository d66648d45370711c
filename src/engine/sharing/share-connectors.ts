import type { Connector } from '../../model/connector.ts'
import type { Revision } from '../../model/export-job.ts'
import type { VariantSettings } from '../../model/kind.ts'
import { sameSettings } from '../../model/same-value.ts'
import { SharedPool, type Lease } from '../../lib/shared-pool.ts'

/** Opens each destination once for all exporters with equal settings of it: they share its client, connections and credentials. It is closed with the last of them. */
export function shareConnectors(
  open: (which: VariantSettings) => Promise<Connector>,
): (revision: Revision) => Promise<Connector> {
  const pool = new SharedPool({ open, isSame: sameSettings, kept: 0 })
  return async ({ connector: { variant, settings } }) => handle(await pool.lease({ variant, settings }))
}

/** One user's. */
function handle({ value: connector, release: close }: Lease<Connector>): Connector {
  return {
    limits: connector.limits,
    place: connector.place,
    sink: connector.sink,
    check: (prefix, signal) => connector.check(prefix, signal),
    list: (prefix, signal) => connector.list(prefix, signal),
    read: (key, signal) => connector.read(key, signal),
    close,
    [Symbol.asyncDispose]: close,
  }
}
