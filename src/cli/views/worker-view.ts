import type { FromWorker } from '../workers/messages.ts'
import type { View } from './view.ts'

/** The view of a worker: it prints nothing and hands everything, without secrets, to the process that prints. */
export function workerView(send: (message: FromWorker) => void): View {
  return {
    diagnostics: (diagnostics) => send({ message: 'diagnostics', diagnostics }),
    engine: (event) => send({ message: 'engine', event }),
    note: (text) => send({ message: 'note', text }),
    answer: (text) => send({ message: 'note', text }),
    // What only other commands show.
    plan: () => undefined,
    applying: () => undefined,
    applied: () => undefined,
    worker: () => undefined,
  }
}
