import { EventEmitter, once } from 'node:events'

/** A promise, and what settles it. */
export interface Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
}

export function deferred<T>(): Deferred<T> {
  const settled = new EventEmitter()
  const promise = once(settled, 'done').then(([value]) => value as T)
  return { promise, resolve: (value) => settled.emit('done', value) }
}
