import type { Connector, ConnectorCatalogue, ConnectorDeps } from '../model/connector.ts'
import type { Outside, VariantSettings } from '../model/kind.ts'
import type { Stream, StreamCatalogue, StreamDescription, StreamDeps } from '../model/stream.ts'
import { SharedPool } from '../lib/shared-pool.ts'
import { sameSettings } from '../model/same-value.ts'
import { declaredVariant } from './variants.ts'

export interface OutsideOptions {
  readonly streams: StreamCatalogue
  readonly connectors: ConnectorCatalogue
  readonly streamDeps: StreamDeps
  readonly connectorDeps: ConnectorDeps
}

type Pool<Thing extends { close(): Promise<void> }> = SharedPool<VariantSettings, Thing>

/** So many stay open unused: enough for neighbors to share, few enough for thousands of resources. */
const KEPT = 32

/** Opened streams and connectors of one command. The owner closes it. */
export function openOutside(options: OutsideOptions): Outside {
  const streams = pool<Stream>(({ variant, settings }) =>
    declaredVariant(options.streams, variant).open(settings, options.streamDeps),
  )
  const connectors = pool<Connector>(({ variant, settings }) =>
    declaredVariant(options.connectors, variant).open(settings, options.connectorDeps),
  )
  const descriptions = pool<Described>((which) => Promise.resolve(describedOnce(which, streams)))
  const close = async (): Promise<void> => {
    await Promise.all([streams.close(), connectors.close(), descriptions.close()])
  }
  return {
    withStream: (which, use) => streams.use(which, use),
    withConnector: (which, use) => connectors.use(which, use),
    describe: (which, signal) => descriptions.use(which, (described) => described.describe(signal)),
    refresh: (which) => descriptions.forget(which),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function pool<Thing extends { close(): Promise<void> }>(open: (which: VariantSettings) => Promise<Thing>): Pool<Thing> {
  return new SharedPool({ open, isSame: sameSettings, kept: KEPT })
}

interface Described {
  describe(signal: AbortSignal): Promise<StreamDescription>
  close(): Promise<void>
}

/** Asks the stream at the first call; a failed question is asked again by the next. */
function describedOnce(which: VariantSettings, streams: Pool<Stream>): Described {
  let known: Promise<StreamDescription> | undefined
  return {
    describe: async (signal) => {
      const asked = (known ??= streams.use(which, (stream) => stream.describe(signal)))
      try {
        return await asked
      } catch (error) {
        if (known === asked) known = undefined
        throw error
      }
    },
    close: () => Promise.resolve(),
  }
}
