import type { Sink } from '../../model/connector.ts'
import { SinkError } from '../../model/connector.ts'
import { CANCELLED, linkedAbort } from '../../lib/linked-abort.ts'
import type { EngineWorld } from '../world.ts'

type Bounds = Pick<EngineWorld, 'clock' | 'settings'>

/** The sink with a time-out on every call: one that answers too late fails as unavailable. */
export function boundedSink(sink: Sink, { clock, settings }: Bounds): Sink {
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
