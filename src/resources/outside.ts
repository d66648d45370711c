import type { Connector, ConnectorCatalogue, ConnectorSurroundings } from '../model/connector.ts'
import type { Outside, VariantSettings } from '../model/kind.ts'
import type { Stream, StreamCatalogue, StreamDescription, StreamSurroundings } from '../model/stream.ts'
import { makeSharedPool } from './shared-pool.ts'
import { declaredVariant } from './variants.ts'

export interface OutsideOptions {
  readonly streams: StreamCatalogue
  readonly connectors: ConnectorCatalogue
  readonly streamSurroundings: StreamSurroundings
  readonly connectorSurroundings: ConnectorSurroundings
}

/** Opened streams and connectors of one command. The owner closes it. */
export function openOutside(options: OutsideOptions): Outside {
  const streams = makeSharedPool<Stream>(({ variant, settings }) =>
    declaredVariant(options.streams, variant).open(settings, options.streamSurroundings),
  )
  const connectors = makeSharedPool<Connector>(({ variant, settings }) =>
    declaredVariant(options.connectors, variant).open(settings, options.connectorSurroundings),
  )
  const descriptions = makeSharedPool<Described>((which) => Promise.resolve(describedOnce(which, streams.use)))
  const close = async (): Promise<void> => {
    await Promise.all([streams.close(), connectors.close(), descriptions.close()])
  }
  return {
    withStream: streams.use,
    withConnector: connectors.use,
    describe: (which, signal) => descriptions.use(which, (described) => described.describe(signal)),
    refresh: descriptions.forget,
    close,
    [Symbol.asyncDispose]: close,
  }
}

interface Described {
  describe(signal: AbortSignal): Promise<StreamDescription>
  close(): Promise<void>
}

type UseStream = Outside['withStream']

/** Asks the stream at the first call; a failed question is asked again by the next. */
function describedOnce(which: VariantSettings, use: UseStream): Described {
  let known: Promise<StreamDescription> | undefined
  return {
    describe: async (signal) => {
      const asked = (known ??= use(which, (stream) => stream.describe(signal)))
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
