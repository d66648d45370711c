import {
  JOURNAL_DAMAGED,
  STATE_AHEAD,
  STATE_ALTERED,
  STATE_DAMAGED,
  STATE_EMPTY,
  STATE_FOREIGN,
  STATE_NEWER,
} from './diagnostics.ts'
import type { ParsedDocument, ValidDocument } from './document/parse-document.ts'
import { MalformedStateError } from './document/parts.ts'
import type { StoredState } from './document/stored-state.ts'
import { NewerStateError } from './journal/entries.ts'
import { newerJournal, stateProblem } from './state-problem.ts'
import { DamagedLogError, type StateBackend } from './stores/state-backend.ts'

/** What was found of a state: the document, and what the log says (`error`: it could not be read). */
export interface Found {
  readonly document: ParsedDocument | undefined
  readonly log: { readonly state: StoredState } | { readonly error: unknown } | undefined
}

/** The names of the two for messages. */
type Place = Pick<StateBackend, 'place' | 'recovery'>

/**
 * The state, or nothing where none was ever written. The log decides, since the document may be an old one that a stopped
 * process put there. Rejects with a DiagnosedError where the two do not belong together or one is not what was written.
 */
export async function reconcile({ document, log }: Found, place: Place): Promise<StoredState | undefined> {
  if (document !== undefined && document.outcome !== 'state') throw await documentProblem(document, log, place)
  if (log !== undefined && 'error' in log) throw await logProblem(log.error, document?.serial, place)
  if (document === undefined || log === undefined) return log?.state ?? document?.state()
  if (document.lineage !== log.state.lineage) throw foreign(document, log.state, place)
  if (document.serial > log.state.serial) throw ahead(document, log.state, place)
  return log.state
}

type BadDocument = Exclude<ParsedDocument, { readonly outcome: 'state' }>

async function documentProblem(document: BadDocument, log: Found['log'], { place, recovery }: Place): Promise<Error> {
  if (document.outcome === 'newer')
    return stateProblem(
      STATE_NEWER,
      `The state "${place}" has version ${document.version} and was written by strmctl ${document.release}. Install that release or a newer one.`,
    )
  const steps = log !== undefined && 'state' in log ? recovery.withLog : await recovery.withBackup()
  switch (document.outcome) {
    case 'empty':
      return stateProblem(STATE_EMPTY, `${recovery.document} has no content. ${steps}`)
    case 'damaged':
      return stateProblem(STATE_DAMAGED, `${recovery.document} is not what strmctl wrote: ${document.why}. ${steps}`)
    case 'altered':
      return stateProblem(
        STATE_ALTERED,
        `${recovery.document} was changed after strmctl wrote it: its digest does not match. Undo the change. If that is not possible: ${steps}`,
      )
  }
}

/** An error that is not about damage stays what it is. */
async function logProblem(error: unknown, serial: number | undefined, { place, recovery }: Place): Promise<unknown> {
  if (error instanceof NewerStateError) return newerJournal(place, error)
  if (!(error instanceof DamagedLogError) && !(error instanceof MalformedStateError)) return error
  const steps = serial === undefined ? await recovery.withBackup() : recovery.withDocument(serial)
  return stateProblem(JOURNAL_DAMAGED, `${recovery.log} cannot be trusted: ${error.message}. ${steps}`, error)
}

function foreign(document: ValidDocument, log: StoredState, { recovery }: Place): Error {
  return stateProblem(
    STATE_FOREIGN,
    `${recovery.document} has the lineage "${document.lineage}", but the journal beside it "${log.lineage}". ${recovery.withOneOfTwo}`,
  )
}

function ahead(document: ValidDocument, log: StoredState, { recovery }: Place): Error {
  return stateProblem(
    STATE_AHEAD,
    `${recovery.document} has serial ${document.serial}, but the journal beside it ends at ${log.serial}. ${recovery.withDocument(document.serial)}`,
  )
}
