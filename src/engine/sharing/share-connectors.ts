import type { Connector } from '../../model/connector.ts'
import type { Revision } from '../../model/export-job.ts'
import { OpenedOnce } from './opened-once.ts'

/** Opens each destination once for all exporters with equal settings of it: they share its client, connections and credentials. It is closed with the last of them. */
export function shareConnectors(
  open: (revision: Revision) => Promise<Connector>,
): (revision: Revision) => Promise<Connector> {
  const opened = new OpenedOnce<Connector>()
  return async (revision) => {
    const { value, leave } = await opened.enter(revision.connector, () => open(revision))
    return handle(value, leave)
  }
}

/** One user's handle. `leave` says whether he was the last. */
function handle(connector: Connector, leave: () => boolean): Connector {
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= leave() ? connector.close() : Promise.resolve())
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
