import { SinkError } from '../../model/connector.ts'
import type { SinkErrorReason } from '../../model/connector.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { S3Error } from '../../io/s3/s3-error.ts'
import { explainFailure } from '../explain-failure.ts'

/** Where one thing can be said that mends it. */
const REMEDIES: { readonly [code: string]: string } = {
  InvalidAccessKeyId:
    'The store does not know this access key: it was deleted, belongs to another store, or is mistyped.',
  SignatureDoesNotMatch: 'The secret does not belong to the access key: copy it again, without spaces around it.',
  ExpiredToken: 'The session has expired: get new temporary credentials, or use a source that renews them by itself.',
  RequestTimeTooSkewed: 'The clock of this machine is wrong: set it, best with a time service.',
  CredentialsProviderError: 'Set "credentials", "credentials_file" or "profile", or log in to AWS on this machine.',
  ECONNREFUSED: 'Nothing listens there: start the store, or correct "endpoint".',
  ENOTFOUND: 'No host has this name: correct "endpoint" or "region", or look at the DNS of this machine.',
  NotImplemented: 'The store does not know conditional writes; use one that does.',
}

const BY_REASON: { readonly [reason in SinkErrorReason]?: string } = {
  permission: 'Allow "s3:PutObject" on the objects below the path prefix for the user or role of these credentials.',
  'missing-place': 'Make the bucket, or correct "bucket_name", "region" or "endpoint".',
}

/** The diagnostic of a step that failed, with what to do about it. */
export function explainS3Failure(error: unknown, place: string): Diagnostic {
  const failure = error instanceof SinkError ? error : new SinkError('unknown', String(error))
  const { cause } = failure
  const remedy = cause instanceof S3Error ? remedyOf(cause) : undefined
  return explainFailure(failure, place, remedy ?? BY_REASON[failure.reason])
}

function remedyOf({ code, region, message, status }: S3Error): string | undefined {
  if (region !== undefined) return `The bucket is in another region: set region = "${region}".`
  if (/region is missing/i.test(message)) return 'Set "region", or AWS_REGION in the environment.'
  // A HEAD has no body to say what is wrong with it.
  if (status === 400 && code === 'Unknown') {
    return 'Correct "region" or "endpoint": most often a store answers so to requests that are signed for another region.'
  }
  return REMEDIES[code]
}
