import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import type { Clock } from '../../model/clock.ts'
import { partitionOf } from './layout.ts'

/** After a first sign of new bytes: lets a busy writer write more, so that reading goes in larger pieces. */
const GATHER_MS = 20

/**
 * Ends a wait early when a partition file changes. Only a hint: on some file systems nothing is ever told, and the
 * system may have no watch left to give, so whoever waits looks again after a while anyway.
 */
export class DirectoryWatch {
  readonly #clock: Clock
  #watcher: FSWatcher | undefined
  #changed = false
  #wake: (() => void) | undefined

  constructor(root: string, clock: Clock) {
    this.#clock = clock
    try {
      this.#watcher = watch(root, { persistent: false }, (_, name) => this.#notice(name))
      this.#watcher.on('error', () => this.close())
    } catch {
      this.#watcher = undefined
    }
  }

  /** From here on changes count. Call before looking at the files. */
  arm(): void {
    this.#changed = false
  }

  /** Resolves `ms` later or soon after a change since `arm`. Rejects with the signal's reason. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#changed) await this.#sleepUntilChanged(ms, signal)
    if (this.#changed) await this.#clock.sleep(Math.min(GATHER_MS, ms), signal)
  }

  close(): void {
    this.#watcher?.close()
    this.#watcher = undefined
  }

  async #sleepUntilChanged(ms: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController()
    const wake = () => woken.abort()
    this.#wake = wake
    signal.addEventListener('abort', wake, { once: true })
    try {
      signal.throwIfAborted()
      await this.#clock.sleep(ms, woken.signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!woken.signal.aborted) throw error
    } finally {
      this.#wake = undefined
      signal.removeEventListener('abort', wake)
    }
  }

  #notice(name: string | null): void {
    if (name !== null && partitionOf(name) === undefined) return
    this.#changed = true
    this.#wake?.()
  }
}
