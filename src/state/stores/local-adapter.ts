import type { Adapter } from 'lowdb'
import type { JsonValue } from '../../io/disk/json-value.ts'
import type { Tenure } from '../../io/disk/tenure.ts'
import type { Journal } from '../../io/disk/fenced-journal.ts'
import type { Clock } from '../../model/clock.ts'
import type { StoredState } from '../document/stored-state.ts'
import { foldEntries } from '../journal/entries.ts'
import { JournalFold } from '../journal/journal-fold.ts'
import type { LocalPlace } from './local-place.ts'
import { reconcile } from './reconcile.ts'
import type { Found } from './reconcile.ts'
import type { SnapshotFile } from './snapshot-file.ts'

/** What the adapters of one store share. */
export interface LocalStateDeps {
  readonly place: LocalPlace
  readonly clock: Clock
  /** Release of strmctl, noted in the state file. */
  readonly release: string
  readonly journal: Journal
  readonly snapshot: SnapshotFile
}

/**
 * The local place as a place for lowdb, which reads and writes whole documents: `read` gives the state file with the journal
 * replayed, `write` is compaction into the state file. What is recorded meanwhile goes through `append`, at a cost that does not
 * depend on the size of the state.
 */
export class LocalAdapter implements Adapter<StoredState> {
  readonly #deps: LocalStateDeps
  readonly #tenure: Tenure | undefined
  readonly #fold = new JournalFold()

  /** `tenure`: that of the lock; without it only `read` may be used. */
  constructor(deps: LocalStateDeps, tenure?: Tenure) {
    this.#deps = deps
    this.#tenure = tenure
  }

  /** The file before the journal: it is written after it. */
  async read(): Promise<StoredState | null> {
    const file = await this.#deps.snapshot.read()
    return (await reconcile({ file, journal: await this.#readJournal() }, this.#deps.place)) ?? null
  }

  async write(state: StoredState): Promise<void> {
    const { snapshot, release, clock } = this.#deps
    await snapshot.write(state, { release, now: clock.now() })
  }

  async append(entry: JsonValue): Promise<'counted' | 'fenced'> {
    return this.#tenure === undefined ? 'fenced' : this.#tenure.append(entry)
  }

  async #readJournal(): Promise<Found['journal']> {
    try {
      if (this.#tenure !== undefined) return { state: foldEntries(this.#tenure.payloads()) }
      const content = await this.#deps.journal.read()
      return content && { state: this.#fold.update(content) }
    } catch (error) {
      return { error }
    }
  }
}
