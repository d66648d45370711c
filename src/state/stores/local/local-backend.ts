import { basename, dirname, join, resolve } from 'node:path'
import { createDurably } from '../../../io/disk/create-durably.ts'
import type { DiskFiles } from '../../../io/disk/disk-files.ts'
import { openJournal, type Journal } from '../../../io/disk/fenced-journal.ts'
import { NODE_FILES } from '../../../io/disk/node-disk-files.ts'
import type { Processes } from '../../../io/disk/process-identity.ts'
import type { Tenure } from '../../../io/disk/tenure.ts'
import type { Clock } from '../../../model/clock.ts'
import type { FieldValues } from '../../../model/fields.ts'
import { InternalError } from '../../../model/internal-error.ts'
import type { Plain } from '../../../model/plain.ts'
import { compactEntries } from '../../journal/entries.ts'
import type {
  AcquiredLock,
  LockHolder,
  LockRequest,
  LogContent,
  RecoverySteps,
  StateBackend,
  StateBackendDeps,
  StateSession,
  StateWatch,
  StoredDocument,
} from '../state-backend.ts'
import { readDocumentFile, replaceDocumentFile } from './document-file.ts'
import { explained } from './explain-failure.ts'
import { journalDirectory, type LocalPlace } from './local-place.ts'
import { localRecovery } from './recovery-steps.ts'

/** After how long without a sign of life the holder of the lock may be replaced: milliseconds. */
const LOCK_LEASE_MS = 60_000

export interface LocalBackendOptions {
  /** Absolute path of the state file. Its directory is made with the first lock. */
  readonly path: string
  readonly clock: Clock
  /** For tests that own the disk. */
  readonly files?: DiskFiles
  readonly processes?: Processes
}

/** The state in local files. */
export function openLocal(settings: FieldValues, { directory, clock }: StateBackendDeps): StateBackend {
  const { path } = settings
  if (typeof path !== 'string') throw new InternalError('Cannot open the state: its settings were not normalized')
  return new LocalBackend({ path: resolve(directory, path), clock })
}

export class LocalBackend implements StateBackend {
  readonly place: string
  readonly recovery: RecoverySteps
  readonly #place: LocalPlace
  readonly #clock: Clock
  readonly #journal: Journal

  constructor({ path, clock, files = NODE_FILES, processes }: LocalBackendOptions) {
    this.place = path
    this.#place = { path, files }
    this.#clock = clock
    this.recovery = localRecovery(this.#place)
    this.#journal = openJournal({
      directory: journalDirectory(this.#place),
      clock,
      leaseMs: LOCK_LEASE_MS,
      compact: compactEntries,
      mode: 0o600,
      files,
      processes,
    })
  }

  readDocument(known: string | undefined): Promise<StoredDocument | 'unchanged' | undefined> {
    return explained('read', this.place, () => readDocumentFile(this.#place, known))
  }

  async readLog(): Promise<LogContent | undefined> {
    const content = await explained('read', this.place, () => this.#journal.read())
    return content && { entries: content.payloads, generation: content.segment }
  }

  async lock(request: LockRequest): Promise<AcquiredLock> {
    const initial = () => this.#newJournal(request)
    const { tenure, replaced } = await explained('written', this.place, () =>
      this.#journal.acquire({ ...request, initial }),
    )
    return { session: new LocalSession(this.#place, tenure, this.#clock), replaced }
  }

  lockHolder(): Promise<LockHolder | undefined> {
    return explained('read', this.place, () => this.#journal.holder())
  }

  breakLock(operation: string, signal: AbortSignal): Promise<LockHolder | undefined> {
    return explained('written', this.place, async () => {
      const holder = await this.#journal.holder()
      if (holder === undefined) return undefined
      const { tenure } = await this.#journal.acquire({ operation, signal, evenIfHeld: true })
      await tenure.release()
      return holder
    })
  }

  watch(): StateWatch {
    return this.#journal.watch()
  }

  async close(): Promise<void> {
    await this.#journal.close()
  }

  async #newJournal(request: LockRequest): Promise<readonly Plain[]> {
    const entries = await request.newLog()
    await writeGitIgnore(this.#place)
    return entries
  }
}

/** The local state while this process has the lease of its journal. */
class LocalSession implements StateSession {
  readonly #place: LocalPlace
  readonly #tenure: Tenure
  readonly #clock: Clock

  constructor(place: LocalPlace, tenure: Tenure, clock: Clock) {
    this.#place = place
    this.#tenure = tenure
    this.#clock = clock
  }

  get lost(): AbortSignal {
    return this.#tenure.lost
  }

  entries(): readonly Plain[] {
    return this.#tenure.payloads()
  }

  append(entry: Plain): Promise<'counted' | 'fenced'> {
    return this.#write(() => this.#tenure.append(entry))
  }

  replaceDocument(text: string): Promise<void> {
    return this.#write(() => replaceDocumentFile(this.#place, text, this.#clock.now()))
  }

  release(): Promise<void> {
    return this.#write(() => this.#tenure.release())
  }

  #write<T>(action: () => Promise<T>): Promise<T> {
    return explained('written', this.#place.path, action)
  }
}

/** Keeps the state out of the version control of whoever did not think of it: makes `.gitignore` in its directory, unless there is one. */
async function writeGitIgnore({ path, files }: LocalPlace): Promise<void> {
  const name = basename(path)
  const text = `# The state of strmctl may hold secrets, and belongs to one place at a time.\n/${name}\n/${name}.*\n/.strmctl-*.tmp\n`
  await createDurably(join(dirname(path), '.gitignore'), [Buffer.from(text)], { files })
}
