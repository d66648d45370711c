import type { DiskClock } from './disk-clock.ts'
import type { DiskFiles } from './disk-files.ts'

/** Waits for changes in a directory. */
export interface DirectoryWatch {
  /** Resolves when something may have changed since the last call, at the latest after the time between two looks, or after `withinMs` where that is less. Rejects with the signal's reason. */
  next(signal?: AbortSignal, withinMs?: number): Promise<void>
  close(): void
}

export interface DirectoryWatchOptions {
  readonly directory: string
  readonly files: DiskFiles
  readonly clock: DiskClock
  /** Time between two looks where the system tells nothing, in milliseconds. */
  readonly pollMs: number
}

/** Begins to watch; changes from now on are noticed also between two calls of `next`. */
export function watchDirectory(options: DirectoryWatchOptions): DirectoryWatch {
  const { clock, pollMs } = options
  let changed = false
  let wake: (() => void) | undefined
  const stop = options.files.watch(options.directory, () => {
    changed = true
    wake?.()
  })
  return {
    next: async (signal, withinMs = Infinity) => {
      signal?.throwIfAborted()
      if (!changed)
        await sleepUntilWoken({ clock, ms: Math.min(pollMs, withinMs), signal, onWake: (call) => (wake = call) })
      changed = false
    },
    close: stop,
  }
}

interface Nap {
  readonly clock: DiskClock
  readonly ms: number
  readonly signal: AbortSignal | undefined
  readonly onWake: (wake: () => void) => void
}

async function sleepUntilWoken(nap: Nap): Promise<void> {
  const awake = new AbortController()
  const stop = (): void => awake.abort(nap.signal?.reason)
  nap.onWake(() => awake.abort())
  nap.signal?.addEventListener('abort', stop)
  try {
    await nap.clock.sleep(nap.ms, awake.signal)
  } catch (error) {
    if (nap.signal?.aborted === true || !awake.signal.aborted) throw error
  } finally {
    nap.signal?.removeEventListener('abort', stop)
  }
}
