import type { DiskFiles } from '../../../../src/io/disk/disk-files.ts'
import type { Processes } from '../../../../src/io/disk/process-identity.ts'
import { NODE_PROCESSES } from '../../../../src/io/disk/process-identity.ts'
import type { Diagnostic } from '../../../../src/model/diagnostic.ts'
import type { LockedState, StateStore } from '../../../../src/model/state.ts'
import { fixedKeys } from '../../fixed-keys.ts'
import type { StateKeys } from '../../../../src/state/secrets/state-keys.ts'
import { openStateStore } from '../../../../src/state/open-state-store.ts'
import { LocalBackend } from '../../../../src/state/stores/local/local-backend.ts'
import type { StateBackend } from '../../../../src/state/stores/state-backend.ts'
import { gatedFiles } from '../../../io/disk/gated-files.ts'
import type { Gate } from '../../../io/disk/gated-files.ts'
import { ManualClock } from '../../../io/disk/manual-clock.ts'
import { MemoryDisk } from '../../../io/disk/memory-disk.ts'

// Temporary files carry the name of the real process, which takes real time to find out, once.
await NODE_PROCESSES.self()

export const STATE_PATH = '/project/state/strmctl.state.json'
export const JOURNAL_PATH = `${STATE_PATH}.journal`

/** A process of the test and its view of the state. */
export interface StateProcess {
  readonly pid: number
  readonly clock: ManualClock
  readonly backend: StateBackend
  readonly store: StateStore
  readonly warnings: readonly Diagnostic[]
  lock(timeoutMs?: number): Promise<LockedState>
}

/** Several processes with one local state on one disk in memory. */
export class LocalWorld {
  readonly disk = new MemoryDisk()
  readonly clocks: ManualClock[] = []
  readonly #gone = new Set<number>()
  #lineages = 0

  start(options: { readonly gate?: Gate; readonly keys?: StateKeys } = {}): StateProcess {
    const pid = 100 + this.clocks.length
    const clock = new ManualClock()
    this.clocks.push(clock)
    const warnings: Diagnostic[] = []
    const files: DiskFiles = this.disk.mount()
    const backend = new LocalBackend({
      path: STATE_PATH,
      clock,
      files: options.gate === undefined ? files : gatedFiles(files, options.gate),
      processes: this.#processes(pid),
    })
    const store = openStateStore(backend, {
      uuid: () => `lineage-${++this.#lineages}`,
      keys: options.keys ?? fixedKeys(),
      release: '0.1.0',
      warn: (diagnostic) => warnings.push(diagnostic),
    })
    const lock = (timeoutMs = 0) => store.lock({ operation: 'apply', timeoutMs, signal: new AbortController().signal })
    return { pid, clock, backend, store, warnings, lock }
  }

  /** From now on everybody can tell that this process has ended. */
  bury(process: { readonly pid: number }): void {
    this.#gone.add(process.pid)
  }

  /** Time goes on for all processes until the promise is settled. */
  async pass<T>(promise: Promise<T>): Promise<T> {
    const watch = { settled: false }
    const watched = promise.finally(() => (watch.settled = true))
    watched.catch(() => {})
    while (!watch.settled) for (const clock of this.clocks) await clock.advance(500, 500)
    return watched
  }

  /** The content of a file by the end of its path. */
  file(ending: string): string | undefined {
    const found = [...this.disk.contents()].findLast(([path]) => path.endsWith(ending))
    return found?.[1].toString()
  }

  files(): readonly string[] {
    return [...this.disk.contents().keys()].toSorted()
  }

  #processes(pid: number): Processes {
    return {
      self: async () => ({ boot: 'boot', namespace: '', pid, started: '1' }),
      isGone: async (identity) => this.#gone.has(identity.pid),
    }
  }
}
