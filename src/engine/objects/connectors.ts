import { SinkError, type Connector, type Sink } from '../../model/connector.ts'
import type { Revision } from '../../model/export-job.ts'
import { sameSettings } from '../../model/same-value.ts'
import { CANCELLED, linkedAbort } from '../../lib/linked-abort.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import type { RetryDeps } from '../waiting/retry-until-done.ts'
import type { EngineWorld } from '../world.ts'

/** What opening needs of an exporter. */
export interface DestinationOpener extends RetryDeps {
  readonly world: EngineWorld
}

interface Opened {
  readonly revision: Revision
  readonly connector: Connector
}

/** The destinations of one exporter, opened on first use, by revision: a half-finished object may belong to an older one. */
export class Connectors {
  readonly #opener: DestinationOpener
  readonly #opened = new Map<number, Opened>()
  readonly #retired: Connector[] = []

  constructor(opener: DestinationOpener) {
    this.#opener = opener
  }

  /** The revision's destination if it is open. */
  ready(revision: Revision): Connector | undefined {
    const opened = this.#opened.get(revision.revision)
    return opened !== undefined && sameSettings(opened.revision.connector, revision.connector)
      ? opened.connector
      : undefined
  }

  /** Opens it, retrying until it works. */
  async open(revision: Revision, signal: AbortSignal): Promise<Connector> {
    const ready = this.ready(revision)
    if (ready !== undefined) return ready
    const { world } = this.#opener
    const what = `open ${revision.connector.address}`
    const raw = await retryUntilDone(this.#opener, { what, signal, anyError: true }, () =>
      world.openConnector(revision),
    )
    return this.#keep(revision, withSink(raw, boundedSink(raw.sink, world)))
  }

  async close(): Promise<void> {
    const all = [...this.#retired, ...[...this.#opened.values()].map(({ connector }) => connector)]
    this.#opened.clear()
    await Promise.all(all.map((connector) => connector.close()))
  }

  /** One whose credentials changed under the same revision may still be in use: it is closed at the end. */
  #keep(revision: Revision, connector: Connector): Connector {
    const before = this.#opened.get(revision.revision)
    if (before !== undefined) this.#retired.push(before.connector)
    this.#opened.set(revision.revision, { revision, connector })
    return connector
  }
}

function withSink(connector: Connector, sink: Sink): Connector {
  return {
    limits: connector.limits,
    place: connector.place,
    sink,
    check: (prefix, signal) => connector.check(prefix, signal),
    list: (prefix, signal) => connector.list(prefix, signal),
    read: (key, signal) => connector.read(key, signal),
    close: () => connector.close(),
    [Symbol.asyncDispose]: () => connector.close(),
  }
}

type Bounds = Pick<EngineWorld, 'clock' | 'settings'>

/** The sink with a time-out on every call: one that answers too late fails as unavailable. */
function boundedSink(sink: Sink, { clock, settings }: Bounds): Sink {
  const { createTimeoutMs, headTimeoutMs } = settings
  return {
    create: (object, signal) =>
      bounded({ clock, ms: createTimeoutMs, signal }, (limited) => sink.create(object, limited)),
    head: (key, signal) => bounded({ clock, ms: headTimeoutMs, signal }, (limited) => sink.head(key, limited)),
  }
}

interface Bound {
  readonly clock: Bounds['clock']
  readonly ms: number
  readonly signal: AbortSignal
}

async function bounded<T>({ clock, ms, signal }: Bound, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const limited = linkedAbort(signal)
  const finished = linkedAbort(signal)
  const late = new SinkError('unavailable', `No answer within ${ms} ms`)
  const timer = clock.sleep(ms, finished.signal).then(
    () => limited.abort(late),
    () => undefined,
  )
  try {
    return await call(limited.signal)
  } finally {
    finished.abort(CANCELLED)
    limited.release()
    finished.release()
    await timer
  }
}
