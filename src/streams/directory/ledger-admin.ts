import type { Journal } from '../../io/disk/fenced-journal.ts'
import type { Tenure } from '../../io/disk/tenure.ts'
import type { LedgerAdmin, LedgerEntries } from '../../model/ledger.ts'
import { missingEntries } from '../../model/missing-entries.ts'
import type { LedgerPlace, LedgerDeps } from './ledger-journal.ts'
import {
  entriesOf,
  existingLedger,
  explainJournal,
  ledgerMoved,
  LedgerAbsentError,
  ledgerPlace,
  newLedger,
} from './ledger-journal.ts'
import { decodeEntries, encodeEntries } from './ledger-payload.ts'
import { removeJournalFiles } from './remove-journal-files.ts'

/** Time beyond the lease before a holder counts as alive: a slow disk must not make him look so. */
const PATIENCE_MS = 2000

/** A ledger as `apply`, `verify` and `status` use it. Every change is made under a lease of its own, so no member is running then or can write later. */
export class DirectoryLedgerAdmin implements LedgerAdmin {
  readonly #place: LedgerPlace

  constructor(root: string, uid: string, deps: LedgerDeps) {
    this.#place = ledgerPlace(root, uid, deps)
  }

  async initialise(entries: LedgerEntries, signal: AbortSignal): Promise<void> {
    if (missingEntries(entries, await this.read(signal)).size === 0) return
    await this.#withLease(newLedger(this.#place, entries), { operation: 'apply', signal }, (tenure) =>
      this.#add(entries, tenure),
    )
  }

  async restore(entries: LedgerEntries, before: LedgerEntries, signal: AbortSignal): Promise<void> {
    await this.#withLease(newLedger(this.#place, entries), { operation: 'repair', signal }, async (tenure) => {
      const present = entriesOf(tenure.payloads(), this.#place)
      if (sameEntries(present, entries)) return // It was absent and has just been made with them.
      if (!sameEntries(present, before)) throw ledgerMoved(this.#place)
      await this.#append(entries, tenure)
    })
  }

  async read(signal: AbortSignal): Promise<LedgerEntries> {
    signal.throwIfAborted()
    const journal = existingLedger(this.#place)
    try {
      return entriesOf((await journal.read())?.payloads ?? [], this.#place)
    } catch (error) {
      throw explainJournal(error, this.#place)
    } finally {
      await journal.close()
    }
  }

  async awaitEmpty(timeoutMs: number, signal: AbortSignal): Promise<void> {
    await this.#withExistingLease({ operation: 'delete', timeoutMs, signal }, doNothing)
  }

  async remove(signal: AbortSignal): Promise<void> {
    const { directory } = this.#place
    await this.#withExistingLease({ operation: 'delete', signal }, () => removeJournalFiles(directory))
    await removeJournalFiles(directory)
  }

  async #add(entries: LedgerEntries, tenure: Tenure): Promise<void> {
    const added = missingEntries(entries, entriesOf(tenure.payloads(), this.#place))
    if (added.size > 0) await this.#append(added, tenure)
  }

  async #append(entries: LedgerEntries, tenure: Tenure): Promise<void> {
    if ((await tenure.append(encodeEntries(entries))) === 'counted') return
    throw new Error(`Cannot write to ledger "${this.#place.directory}": another process took it over`, {
      cause: tenure.lost.reason,
    })
  }

  /** Nothing to do where there is no ledger. */
  async #withExistingLease(options: LeaseOptions, action: () => Promise<void>): Promise<void> {
    try {
      await this.#withLease(existingLedger(this.#place), options, action)
    } catch (error) {
      if (!(error instanceof Error && error.cause instanceof LedgerAbsentError)) throw error
    }
  }

  async #withLease(journal: Journal, options: LeaseOptions, action: (tenure: Tenure) => Promise<void>): Promise<void> {
    const timeoutMs = options.timeoutMs ?? this.#place.leaseMs + PATIENCE_MS
    try {
      const { tenure } = await journal.acquire({ ...options, timeoutMs })
      try {
        await action(tenure)
      } finally {
        await tenure.release()
      }
    } catch (error) {
      throw explainJournal(error, this.#place)
    } finally {
      await journal.close()
    }
  }
}

function doNothing(): Promise<void> {
  return Promise.resolve()
}

interface LeaseOptions {
  readonly operation: string
  readonly signal: AbortSignal
  readonly timeoutMs?: number
}

function sameEntries(a: LedgerEntries, b: LedgerEntries): boolean {
  return asWritten(a) === asWritten(b)
}

/** In the order and with the names that the ledger gives back. */
function asWritten(entries: LedgerEntries): string {
  return JSON.stringify([...decodeEntries([encodeEntries(entries)])])
}
