import type { CheckStep, StoredObject } from '../../model/connector.ts'
import { SinkError } from '../../model/connector.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { reachBucket } from '../../io/s3/reach-bucket.ts'
import { removeObject } from '../../io/s3/remove-object.ts'
import type { S3Session } from '../../io/s3/s3-session.ts'
import type { CheckAttempt } from '../check.ts'
import { runCheck } from '../check.ts'
import { TEST_OBJECT_LEFT } from '../diagnostics.ts'
import { testObjectKey } from '../test-object.ts'
import { IDENTITY_UNREADABLE, NOT_CREATE_ONLY } from './diagnostics.ts'
import { explainS3Failure } from './explain-s3-failure.ts'
import { sinkError } from './sink-error.ts'
import type { S3BucketSink } from './sink.ts'

export interface S3BucketCheck {
  readonly session: S3Session
  readonly sink: S3BucketSink
  readonly place: string
  readonly prefix: string
  readonly uuid: string
  readonly signal: AbortSignal
}

/** The validation steps of a bucket. Nothing but the right to put objects is needed: what fails for want of others is a warning. */
export function checkS3Bucket({ session, sink, place, prefix, uuid, signal }: S3BucketCheck): AsyncIterable<CheckStep> {
  const object = testObject(testObjectKey(prefix, uuid))
  const explain = (error: unknown): Diagnostic => explainS3Failure(error, place)
  const attempts: readonly CheckAttempt[] = [
    {
      step: 'reach the bucket',
      attempt: () => reach(session, place, signal),
      explain,
    },
    { step: 'write test object', attempt: () => sink.create(object, signal), explain },
    {
      step: 'have a second test object refused',
      attempt: () => requireRefusal(sink, object, signal),
      explain: (error) => (error instanceof Replaced ? notCreateOnly(place) : explain(error)),
    },
    {
      step: 'look at test object',
      attempt: () => requireFound(sink, object.key, signal),
      explain: (error) => unreadable(error, place),
      optional: true,
    },
    {
      step: 'remove test object',
      attempt: () => removeObject(session, object.key, signal),
      explain: (error) => explainLeft(error, object.key),
      optional: true,
    },
  ]
  return runCheck(attempts, signal)
}

function testObject(key: string): StoredObject {
  return { key, body: [], size: 0, metadata: {}, contentType: 'application/x-ndjson' }
}

async function reach(session: S3Session, place: string, signal: AbortSignal): Promise<void> {
  try {
    await reachBucket(session, signal)
  } catch (error) {
    throw sinkError(error, `reach "${place}"`, signal)
  }
}

class Replaced extends Error {}

async function requireRefusal(sink: S3BucketSink, object: StoredObject, signal: AbortSignal): Promise<void> {
  if ((await sink.create(object, signal)) === 'created') throw new Replaced()
}

async function requireFound(sink: S3BucketSink, key: string, signal: AbortSignal): Promise<void> {
  const { outcome } = await sink.head(key, signal)
  if (outcome !== 'found') throw new SinkError('permission', `Cannot look at the object "${key}": it is ${outcome}`)
}

function notCreateOnly(place: string): Diagnostic {
  return diagnose(NOT_CREATE_ONLY, {
    detail: `"${place}" made the same object twice, although it was told to refuse the second one. Objects could be replaced there. Use a store that knows conditional writes.`,
  })
}

function unreadable(error: unknown, place: string): Diagnostic {
  return diagnose(IDENTITY_UNREADABLE, {
    detail: `In "${place}" the metadata of objects may not be read (${messageOf(error)}). Exporters work, but take an object that exists already for their own. Allow "s3:GetObject" to have that checked.`,
  })
}

function explainLeft(error: unknown, key: string): Diagnostic {
  return diagnose(TEST_OBJECT_LEFT, {
    detail: `The empty test object "${key}" was written but cannot be removed again (${messageOf(error)}). It does no harm; remove it yourself, or allow "s3:DeleteObject" there.`,
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
