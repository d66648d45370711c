import { CredentialError } from '../../io/credentials/credential-error.ts'
import { S3CredentialsError } from '../../io/s3/s3-credentials-error.ts'
import { S3Error } from '../../io/s3/s3-error.ts'
import type { S3Failure } from '../../io/s3/s3-failure.ts'
import type { SinkErrorReason } from '../../model/connector.ts'
import { SinkError } from '../../model/connector.ts'
import { messageOf } from '../../lib/message-of.ts'

/** What a failed call means for a sink; a SinkError and the reason of an aborted signal stay what they are. */
export function sinkError(error: unknown, action: string, signal?: AbortSignal): unknown {
  if (error instanceof SinkError || (signal?.aborted === true && error === signal.reason)) return error
  const { reason, remedy } = meaningOf(error)
  return new SinkError(reason, `Cannot ${action}: ${sentenceOf(error)}`, { cause: error, remedy })
}

interface Meaning {
  readonly reason: SinkErrorReason
  /** Where more can be said than for the reason. */
  readonly remedy?: string
}

function meaningOf(error: unknown): Meaning {
  if (error instanceof CredentialError) return MEANINGS['unreadable-credentials']
  if (error instanceof S3CredentialsError) return MEANINGS['malformed-credentials']
  if (!(error instanceof S3Error)) return { reason: 'unknown' }
  const meaning = MEANINGS[error.failure]
  return error.region === undefined || error.failure !== 'wrong-region'
    ? meaning
    : { ...meaning, remedy: `The bucket is in another region: set region = "${error.region}".` }
}

const MEANINGS: { readonly [failure in S3Failure]: Meaning } = {
  forbidden: {
    reason: 'permission',
    remedy: 'Allow "s3:PutObject" on the objects below the path prefix for the user or role of these credentials.',
  },
  'unknown-key': {
    reason: 'credentials',
    remedy: 'The store does not know this access key: it was deleted, belongs to another store, or is mistyped.',
  },
  'wrong-secret': {
    reason: 'credentials',
    remedy: 'The secret does not belong to the access key: copy it again, without spaces around it.',
  },
  expired: {
    reason: 'credentials',
    remedy: 'The session has expired: get new temporary credentials, or use a source that renews them by itself.',
  },
  'invalid-token': {
    reason: 'credentials',
    remedy:
      'The session token does not belong to the access key: copy all three parts of the temporary credentials again.',
  },
  'wrong-clock': {
    reason: 'credentials',
    remedy: 'The clock of this machine is wrong: set it, preferably with a time service.',
  },
  'no-credentials': {
    reason: 'credentials-unreadable',
    remedy: 'Set "credentials", "credentials_file" or "profile", or log in to AWS on this machine.',
  },
  'unreadable-credentials': { reason: 'credentials-unreadable' },
  'malformed-credentials': { reason: 'credentials-malformed' },
  'missing-bucket': {
    reason: 'missing-place',
    remedy: 'Create the bucket, or correct "bucket_name", "region" or "endpoint".',
  },
  full: { reason: 'no-space' },
  conflict: { reason: 'conflict' },
  'damaged-in-transit': { reason: 'unavailable' },
  busy: { reason: 'unavailable' },
  unreachable: { reason: 'unavailable' },
  'nothing-listens': {
    reason: 'unavailable',
    remedy: 'Nothing listens there: start the store, or correct "endpoint".',
  },
  'unknown-host': {
    reason: 'unavailable',
    remedy: 'No host has this name: correct "endpoint" or "region", or check the DNS of this machine.',
  },
  untrusted: {
    reason: 'unavailable',
    remedy:
      'The encrypted connection failed: check the certificate of the store, and whether "endpoint" speaks TLS at all.',
  },
  'wrong-region': {
    reason: 'invalid',
    remedy:
      'Correct "region" or "endpoint": most often a store answers so to requests that are signed for another region.',
  },
  'no-region': { reason: 'invalid', remedy: 'Set "region", or AWS_REGION in the environment.' },
  unsupported: { reason: 'invalid', remedy: 'The store does not support conditional writes; use one that does.' },
  invalid: { reason: 'invalid' },
  'never-sent': {
    reason: 'invalid',
    remedy:
      'The request was never sent: one of its values has characters that HTTP does not allow, most often a line break within an access key or token. Copy the credentials again.',
  },
  unknown: { reason: 'unknown' },
}

function sentenceOf(error: unknown): string {
  return messageOf(error).replace(/\.\s*$/, '') // Stores write sentences; ours continue after it.
}
