import type { Acquired, Journal, JournalOptions } from '../../../src/io/disk/fenced-journal.ts'
import { openJournal } from '../../../src/io/disk/fenced-journal.ts'
import type { JsonValue } from '../../../src/io/disk/json-value.ts'
import { NODE_PROCESSES } from '../../../src/io/disk/process-identity.ts'
import type { Processes } from '../../../src/io/disk/process-identity.ts'
import type { Tenure } from '../../../src/io/disk/tenure.ts'
import { gatedFiles } from './gated-files.ts'
import type { Gate } from './gated-files.ts'
import { ManualClock } from './manual-clock.ts'
import { MemoryDisk } from './memory-disk.ts'

// Temporary files carry the name of the real process, which takes real time to find out, once.
await NODE_PROCESSES.self()

export const LEASE_MS = 3000
export const DIRECTORY = '/data/journal'

/** A process of the test: its own clock, its own view of the disk. */
export interface TestProcess {
  readonly clock: ManualClock
  readonly journal: Journal
  acquire(timeoutMs?: number): Promise<Tenure>
  acquireWithNotice(timeoutMs?: number): Promise<Acquired>
  /** Takes the lease of a process that has ended. */
  acquireAfter(other: { readonly pid: number }): Promise<Tenure>
}

/** Several processes and one disk, in one real process. */
export class JournalWorld {
  readonly disk = new MemoryDisk()
  readonly #gone = new Set<number>()
  #pids = 100

  start(options: Partial<JournalOptions> & { readonly gate?: Gate } = {}): TestProcess & { readonly pid: number } {
    const pid = this.#pids++
    const clock = new ManualClock()
    const files = options.gate === undefined ? this.disk.mount() : gatedFiles(this.disk.mount(), options.gate)
    const journal = openJournal({
      directory: DIRECTORY,
      clock,
      leaseMs: LEASE_MS,
      compact: (payloads) => payloads,
      files,
      processes: this.#processes(pid),
      ...options,
    })
    const acquireWithNotice = (timeoutMs?: number): Promise<Acquired> =>
      journal.acquire({ operation: `test ${pid}`, signal: new AbortController().signal, timeoutMs })
    const acquireAfter = async (other: { readonly pid: number }): Promise<Tenure> => {
      this.bury(other.pid)
      return (await acquireWithNotice(0)).tenure
    }
    return {
      pid,
      acquireAfter,
      clock,
      journal,
      acquireWithNotice,
      acquire: async (timeoutMs) => (await acquireWithNotice(timeoutMs)).tenure,
    }
  }

  /** From now on everybody can tell that this process has ended. */
  bury(pid: number): void {
    this.#gone.add(pid)
  }

  async payloads(): Promise<readonly JsonValue[] | undefined> {
    return (await this.start().journal.read())?.payloads
  }

  /** Numbers of the segments that are there. */
  segments(): readonly number[] {
    const names = [...this.disk.contents().keys()].filter((path) => path.startsWith(`${DIRECTORY}/journal-`))
    return names.map((path) => Number(/(\d+)\.log$/.exec(path)?.[1])).toSorted((a, b) => a - b)
  }

  text(segment = this.segments().at(-1)): string {
    return this.disk.contents().get(`${DIRECTORY}/journal-${segment}.log`)?.toString() ?? ''
  }

  edit(change: (content: Buffer) => Buffer, segment = this.segments().at(-1)): void {
    this.disk.edit(`${DIRECTORY}/journal-${segment}.log`, change)
  }

  #processes(pid: number): Processes {
    return {
      self: async () => ({ boot: 'boot', namespace: '', pid, started: '1' }),
      isGone: async (identity) => this.#gone.has(identity.pid),
    }
  }
}

/** Lets everything go on that does not wait for a clock. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}
