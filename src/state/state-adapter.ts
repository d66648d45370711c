import type { Adapter } from 'lowdb'
import type { Plain } from '../model/plain.ts'
import { parseDocument, type ParsedDocument } from './document/parse-document.ts'
import { printDocument } from './document/state-document.ts'
import type { StoredState } from './document/stored-state.ts'
import { foldEntries, LogFold } from './journal/entries.ts'
import { reconcile, type Found } from './reconcile.ts'
import type { StateBackend, StateSession } from './stores/state-backend.ts'

/** The document of a store, parsed once for as long as it is the same. */
export class DocumentReader {
  readonly #backend: StateBackend
  #known: { readonly version: string; readonly parsed: ParsedDocument } | undefined

  constructor(backend: StateBackend) {
    this.#backend = backend
  }

  async read(): Promise<ParsedDocument | undefined> {
    const read = await this.#backend.readDocument(this.#known?.version)
    if (read !== 'unchanged') this.#known = read && { version: read.version, parsed: parseDocument(read.text) }
    return this.#known?.parsed
  }
}

/** What the adapters of one store share. */
export interface StateAdapterDeps {
  readonly backend: StateBackend
  readonly documents: DocumentReader
  /** Release of strmctl, noted in the document. */
  readonly release: string
}

/**
 * A store as a place for lowdb, which reads and writes whole documents: `read` gives the document with the log replayed,
 * `write` is compaction into the document. What is recorded meanwhile goes through `append`, at a cost that does not depend on
 * the size of the state.
 */
export class StateAdapter implements Adapter<StoredState> {
  readonly #deps: StateAdapterDeps
  readonly #session: StateSession | undefined
  readonly #fold = new LogFold()

  /** `session`: that of the lock; without it only `read` may be used. */
  constructor(deps: StateAdapterDeps, session?: StateSession) {
    this.#deps = deps
    this.#session = session
  }

  /** The document before the log: it is written after it. */
  async read(): Promise<StoredState | null> {
    const document = await this.#deps.documents.read()
    return (await reconcile({ document, log: await this.#readLog() }, this.#deps.backend)) ?? null
  }

  async write(state: StoredState): Promise<void> {
    await this.#session?.replaceDocument(printDocument(state, this.#deps.release))
  }

  async append(entry: Plain): Promise<'counted' | 'fenced'> {
    return this.#session === undefined ? 'fenced' : this.#session.append(entry)
  }

  async #readLog(): Promise<Found['log']> {
    try {
      if (this.#session !== undefined) return { state: foldEntries(this.#session.entries()) }
      const content = await this.#deps.backend.readLog()
      return content && { state: this.#fold.update(content) }
    } catch (error) {
      return { error }
    }
  }
}
