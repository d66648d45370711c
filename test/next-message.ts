import type { ChildProcess } from 'node:child_process'

/**
 * What a child process sends next. Rejects when it ends instead: the end of its channel tells, since its exit may be seen before
 * what it sent last.
 */
export function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`Process ${child.pid} ended without an answer`))
    if (!child.connected) return ended()
    child.once('disconnect', ended)
    child.once('message', (message) => {
      child.off('disconnect', ended)
      resolve(message)
    })
  })
}
