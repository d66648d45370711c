import { errorCode } from '../../../io/disk/error-code.ts'
import { JournalDamagedError, JournalNewerError, LeaseHeldError } from '../../../io/disk/journal-errors.ts'
import { UnsuitableFileSystemError } from '../../../io/disk/unsuitable-file-system-error.ts'
import { STATE_PLACE_UNSUITABLE, STATE_UNREADABLE, STATE_UNWRITABLE } from '../../diagnostics.ts'
import { newerJournal, stateProblem } from '../../state-problem.ts'
import { DamagedLogError, LockHeldError } from '../state-backend.ts'

/** Does something with the state's files; an error is replaced by what it means to the contract or to a user. */
export async function explained<T>(doing: 'read' | 'written', path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw explain(error, doing, path)
  }
}

function explain(error: unknown, doing: 'read' | 'written', path: string): unknown {
  if (error instanceof LeaseHeldError) return new LockHeldError(error.holder, { cause: error })
  if (error instanceof JournalDamagedError) return new DamagedLogError(error.message, { cause: error })
  if (error instanceof JournalNewerError) return newerJournal(path, error)
  if (error instanceof UnsuitableFileSystemError)
    return stateProblem(
      STATE_PLACE_UNSUITABLE,
      `The state "${path}" cannot be kept there: ${error.reason}. Keep it on a local disk.`,
      error,
    )
  if (errorCode(error) === undefined || !(error instanceof Error)) return error
  const code = doing === 'read' ? STATE_UNREADABLE : STATE_UNWRITABLE
  const detail = `The state "${path}" cannot be ${doing}: ${error.message}. Fix that and run the command again.`
  return stateProblem(code, detail, error)
}
