import { unlink } from 'node:fs/promises'
import type { CheckStep } from '../../model/connector.ts'
import { SinkError } from '../../model/connector.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { createDurably } from '../../io/disk/create-durably.ts'
import { errorCode } from '../../io/disk/error-code.ts'
import type { CheckAttempt } from '../check.ts'
import { runCheck } from '../check.ts'
import { TEST_OBJECT_LEFT } from '../diagnostics.ts'
import { explainFailure } from '../explain-failure.ts'
import { testObjectKey } from '../test-object.ts'
import { objectPath } from './keys.ts'
import type { Root } from './root.ts'
import { sinkError } from './sink-error.ts'

export interface LocalDirectoryCheck {
  readonly root: Root
  readonly prefix: string
  readonly uuid: string
  readonly signal: AbortSignal
}

/** The validation steps of a local directory. The first one makes the directory where it is absent. */
export function checkLocalDirectory({ root, prefix, uuid, signal }: LocalDirectoryCheck): AsyncIterable<CheckStep> {
  const path = objectPath(root.path, testObjectKey(prefix, uuid))
  const attempts: readonly CheckAttempt[] = [
    {
      step: 'directory exists or is created',
      attempt: () => root.ensure(),
      explain: (error) => explain(error, root.path, `use the directory "${root.path}"`),
    },
    {
      step: 'write test object',
      attempt: () => createDurably(path, [], { signal, files: root.files }),
      explain: (error) => explain(error, root.path, `write the empty test object "${path}"`),
    },
    {
      step: 'remove test object',
      attempt: () => unlink(path),
      explain: (error) => explainLeft(error, path),
      optional: true,
    },
  ]
  return runCheck(attempts, signal)
}

function explain(error: unknown, place: string, action: string): Diagnostic {
  const failure = sinkError(error, action)
  const remedy = errorCode(error) === 'EROFS' ? READ_ONLY : undefined
  return explainFailure(
    failure instanceof SinkError ? failure : new SinkError('unknown', String(failure)),
    place,
    remedy,
  )
}

const READ_ONLY = 'Its file system is mounted read-only: mount it writable, or choose another directory.'

function explainLeft(error: unknown, path: string): Diagnostic {
  const why = error instanceof Error ? error.message : String(error)
  return diagnose(TEST_OBJECT_LEFT, {
    detail: `The empty test object "${path}" was written but cannot be removed again (${why}). It does no harm; remove it yourself, or allow removing files there.`,
  })
}
