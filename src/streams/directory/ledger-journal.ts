import type { DiskFiles } from '../../io/disk/disk-files.ts'
import type { Journal } from '../../io/disk/fenced-journal.ts'
import { openJournal } from '../../io/disk/fenced-journal.ts'
import { JournalDamagedError, JournalNewerError, LeaseHeldError } from '../../io/disk/journal-errors.ts'
import type { JsonValue } from '../../io/disk/json-value.ts'
import type { LeaseHolder } from '../../io/disk/lease-holder.ts'
import { NODE_FILES } from '../../io/disk/node-disk-files.ts'
import { UnsuitableFileSystemError } from '../../io/disk/unsuitable-file-system-error.ts'
import type { Clock } from '../../model/clock.ts'
import type { LedgerEntries } from '../../model/ledger.ts'
import { LEDGER_ABSENT, LEDGER_DAMAGED, LEDGER_IN_USE, LEDGER_NEWER, STREAM_DISK_UNSUITABLE } from './diagnostics.ts'
import { ledgerDirectory } from './layout.ts'
import { compactEntries, decodeEntries, encodeEntries } from './ledger-payload.ts'
import { problem } from './problem.ts'
import { messageOf } from '../../lib/message-of.ts'

/** What a ledger needs besides its place. */
export interface LedgerDeps {
  readonly clock: Clock
  /** After how long without a sign of life a member may be replaced: milliseconds. */
  readonly leaseMs: number
  /** For tests that let the disk fail. */
  readonly files?: DiskFiles
}

export interface LedgerPlace extends LedgerDeps {
  readonly directory: string
}

export function ledgerPlace(root: string, uid: string, deps: LedgerDeps): LedgerPlace {
  return { ...deps, directory: ledgerDirectory(root, uid) }
}

/** There is no ledger, where only an existing one will do. */
export class LedgerAbsentError extends Error {}

/**
 * The journal of a ledger that must exist: one that was removed is never recreated, not even by a process that was
 * stopped in the middle of making the next segment. `acquire` rejects with LedgerAbsentError.
 */
export function existingLedger({ directory, clock, leaseMs, files: diskFiles = NODE_FILES }: LedgerPlace): Journal {
  const absent = () => Promise.reject(new LedgerAbsentError(`Cannot open ledger "${directory}": it does not exist`))
  const files: DiskFiles = { ...diskFiles, makeDirectory: absent }
  return openJournal({ directory, clock, leaseMs, compact: compactEntries, initial: absent, files })
}

/** The journal of a ledger that is made with these entries where it is absent. */
export function newLedger({ directory, clock, leaseMs, files }: LedgerPlace, entries: LedgerEntries): Journal {
  const initial = (): Promise<readonly JsonValue[]> => Promise.resolve([encodeEntries(entries)])
  return openJournal({ directory, clock, leaseMs, compact: compactEntries, initial, files })
}

/** Rejects with a DiagnosedError where an entry cannot be understood. */
export function entriesOf(payloads: readonly JsonValue[], { directory }: LedgerPlace): LedgerEntries {
  try {
    return decodeEntries(payloads)
  } catch (error) {
    throw damaged(directory, error)
  }
}

/** What a failure of the journal means to a user; every other error stays as it is. */
export function explainJournal(error: unknown, { directory }: LedgerPlace): unknown {
  if (error instanceof LedgerAbsentError) {
    const detail = `The ledger "${directory}" is not there, so nobody knows what was exported. "strmctl repair EXPORTER" makes it again from what the objects tell; or delete and create the exporter to start afresh.`
    return problem(LEDGER_ABSENT, detail, error)
  }
  if (error instanceof JournalDamagedError) return damaged(directory, error)
  if (error instanceof JournalNewerError) {
    return problem(LEDGER_NEWER, `The ledger "${directory}" is in a newer format. Upgrade strmctl.`, error)
  }
  if (error instanceof LeaseHeldError) {
    const detail = `The ledger "${directory}" is in use: ${describeHolder(error.holder)}. Stop it, then run this command again.`
    return problem(LEDGER_IN_USE, detail, error)
  }
  if (error instanceof UnsuitableFileSystemError) {
    const detail = `The ledger "${directory}" cannot be kept there: ${error.reason}. Move the stream to a local disk.`
    return problem(STREAM_DISK_UNSUITABLE, detail, error)
  }
  return error
}

/** Somebody wrote between looking and writing. */
export function ledgerMoved({ directory }: LedgerPlace): Error {
  const detail = `The ledger "${directory}" was written by somebody else meanwhile, so nothing was changed. Stop the exporter and run this command again.`
  return problem(LEDGER_IN_USE, detail)
}

/** Who has the lease, for people. */
export function describeHolder({ process, host, operation, since }: LeaseHolder): string {
  return `process ${process.pid} on "${host}" runs it ("${operation}") since ${new Date(since).toISOString()}`
}

function damaged(directory: string, cause: unknown): Error {
  const why = messageOf(cause)
  return problem(
    LEDGER_DAMAGED,
    `The ledger "${directory}" cannot be trusted: ${why}. Restore it from a backup; or move it away and run "strmctl repair EXPORTER".`,
    cause,
  )
}
