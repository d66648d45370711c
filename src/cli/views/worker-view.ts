import type { FromWorker } from '../workers/messages.ts'
import { NO_COUNTER } from './counter.ts'
import type { View } from './view.ts'

/** The view of a worker: it prints nothing and hands everything, without secrets, to the process that prints. */
export function workerView(send: (message: FromWorker) => void): View {
  return {
    diagnostics: (diagnostics) => send({ message: 'diagnostics', diagnostics }),
    engine: (event) => send({ message: 'engine', event }),
    note: (text) => send({ message: 'note', text }),
    notice: (diagnostic) => send({ message: 'diagnostics', diagnostics: [diagnostic] }),
    // What only other commands show.
    show: () => undefined,
    showDocument: () => undefined,
    worker: () => undefined,
    counter: () => NO_COUNTER,
  }
}
