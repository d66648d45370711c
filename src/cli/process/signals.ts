import { setMaxListeners } from 'node:events'

/**
 * What SIGINT and SIGTERM mean: the first one asks to finish what is in flight, the second to stop at once.
 */
export interface Signals {
  /** Aborted by the first signal. */
  readonly finish: AbortSignal
  /** Aborted by the second signal. */
  readonly stop: AbortSignal
  /** The first signal's name, once it came. */
  readonly received: () => 'SIGINT' | 'SIGTERM' | undefined
}

/** Listens to the process until it ends. */
export function listenToSignals(notice: (text: string) => void): Signals {
  const finish = new AbortController()
  const stop = new AbortController()
  setMaxListeners(0, finish.signal, stop.signal) // Many things wait side by side, all of which end with them.
  let first: 'SIGINT' | 'SIGTERM' | undefined
  const receive = (name: 'SIGINT' | 'SIGTERM'): void => {
    if (first === undefined) {
      first = name
      notice(`\n${name} received: finishing what is in flight. Send it again to stop at once.\n`)
      finish.abort(new Error(`${name} received`))
    } else stop.abort(new Error(`${name} received twice`))
  }
  process.on('SIGINT', () => receive('SIGINT'))
  process.on('SIGTERM', () => receive('SIGTERM'))
  return { finish: finish.signal, stop: stop.signal, received: () => first }
}
