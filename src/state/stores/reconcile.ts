import { JournalDamagedError } from '../../io/disk/journal-errors.ts'
import {
  JOURNAL_DAMAGED,
  STATE_AHEAD,
  STATE_ALTERED,
  STATE_DAMAGED,
  STATE_EMPTY,
  STATE_FOREIGN,
  STATE_NEWER,
} from '../diagnostics.ts'
import type { ParsedDocument, ValidDocument } from '../document/parse-document.ts'
import { MalformedStateError } from '../document/parts.ts'
import type { StoredState } from '../document/stored-state.ts'
import { journalDirectory } from './local-place.ts'
import type { LocalPlace } from './local-place.ts'
import { stepsWithBackup, stepsWithFile, stepsWithJournal } from './recovery-steps.ts'
import { stateProblem } from './state-problem.ts'

/** What was found of a state: the file, and what the journal tells (`error`: it is damaged). */
export interface Found {
  readonly file: ParsedDocument | undefined
  readonly journal: { readonly state: StoredState } | { readonly error: unknown } | undefined
}

/**
 * The state, or nothing where none was ever written. The journal decides, since the file may be an old one that a stopped
 * process put there. Rejects with a DiagnosedError where the two do not belong together or one is not what was written.
 */
export async function reconcile({ file, journal }: Found, place: LocalPlace): Promise<StoredState | undefined> {
  if (file !== undefined && file.outcome !== 'state')
    throw await fileProblem(file, { hasJournal: hasState(journal), place })
  if (journal !== undefined && 'error' in journal) throw await journalProblem(journal.error, file?.serial, place)
  if (file === undefined || journal === undefined) return journal?.state ?? file?.state()
  if (file.lineage !== journal.state.lineage) throw foreign(file, journal.state, place)
  if (file.serial > journal.state.serial) throw ahead(file, journal.state, place)
  return journal.state
}

function hasState(journal: Found['journal']): boolean {
  return journal !== undefined && 'state' in journal
}

type BadFile = Exclude<ParsedDocument, { readonly outcome: 'state' }>

async function fileProblem(
  file: BadFile,
  around: { readonly hasJournal: boolean; readonly place: LocalPlace },
): Promise<Error> {
  const { path } = around.place
  if (file.outcome === 'newer')
    return stateProblem(
      STATE_NEWER,
      `The state "${path}" has version ${file.version} and was written by strmctl ${file.release}. Install that release or a newer one.`,
    )
  const steps = around.hasJournal ? stepsWithJournal(around.place) : await stepsWithBackup(around.place)
  switch (file.outcome) {
    case 'empty':
      return stateProblem(STATE_EMPTY, `The state file "${path}" has no content. ${steps}`)
    case 'damaged':
      return stateProblem(STATE_DAMAGED, `The state file "${path}" is not what strmctl wrote: ${file.why}. ${steps}`)
    case 'altered':
      return stateProblem(
        STATE_ALTERED,
        `The state file "${path}" was changed after strmctl wrote it: its digest does not fit. Take the change back. If that is not possible: ${steps}`,
      )
  }
}

/** An error that is not about damage stays what it is. */
async function journalProblem(error: unknown, serial: number | undefined, place: LocalPlace): Promise<unknown> {
  if (!(error instanceof JournalDamagedError) && !(error instanceof MalformedStateError)) return error
  const steps = serial === undefined ? await stepsWithBackup(place) : stepsWithFile(place, serial)
  const detail = `The journal "${journalDirectory(place)}" cannot be trusted: ${error.message}. ${steps}`
  return stateProblem(JOURNAL_DAMAGED, detail, error)
}

function foreign(file: ValidDocument, journal: StoredState, place: LocalPlace): Error {
  const directory = journalDirectory(place)
  return stateProblem(
    STATE_FOREIGN,
    `The state file "${place.path}" has the lineage "${file.lineage}", but the journal beside it "${journal.lineage}". If the journal is the right one, move the file away; if the file is, stop every strmctl that uses this state and move the journal away (mv "${directory}" "${directory}.other").`,
  )
}

function ahead(file: ValidDocument, journal: StoredState, place: LocalPlace): Error {
  return stateProblem(
    STATE_AHEAD,
    `The state file "${place.path}" has serial ${file.serial}, but the journal beside it ends at ${journal.serial}. ${stepsWithFile(place, file.serial)}`,
  )
}
