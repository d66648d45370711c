import type { SinkErrorReason } from '../../model/connector.ts'
import { SinkError } from '../../model/connector.ts'
import { S3CredentialsError } from '../../io/s3/s3-credentials-error.ts'
import { S3Error } from '../../io/s3/s3-error.ts'

/** Codes of S3 and of stores that speak it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const REASONS: { readonly [code: string]: SinkErrorReason } = {
  AccessDenied: 'permission',
  AllAccessDisabled: 'permission',
  AccountProblem: 'permission',
  Forbidden: 'permission',
  MethodNotAllowed: 'permission',
  InvalidAccessKeyId: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  ExpiredToken: 'credentials',
  InvalidToken: 'credentials',
  TokenRefreshRequired: 'credentials',
  InvalidClientTokenId: 'credentials',
  UnrecognizedClientException: 'credentials',
  RequestTimeTooSkewed: 'credentials',
  CredentialsProviderError: 'credentials',
  S3CredentialsError: 'credentials',
  NoSuchBucket: 'missing-place',
  QuotaExceeded: 'no-space',
  XMinioStorageFull: 'no-space',
  XMinioAdminBucketQuotaExceeded: 'no-space',
  ConditionalRequestConflict: 'conflict',
  OperationAborted: 'conflict',
  NoSuchUpload: 'conflict',
  ObjectParentIsFile: 'conflict',
  ExistingObjectIsDirectory: 'conflict',
  BadDigest: 'unavailable',
  ContentSHA256Mismatch: 'unavailable',
  XAmzContentSHA256Mismatch: 'unavailable',
  XAmzContentChecksumMismatch: 'unavailable',
  IncompleteBody: 'unavailable',
  RequestTimeout: 'unavailable',
  PermanentRedirect: 'invalid',
  TemporaryRedirect: 'invalid',
  AuthorizationHeaderMalformed: 'invalid',
  InvalidBucketName: 'invalid',
  KeyTooLongError: 'invalid',
  MetadataTooLarge: 'invalid',
  EntityTooLarge: 'invalid',
  NotImplemented: 'invalid',
}

const STATUSES: { readonly [status: number]: SinkErrorReason } = {
  301: 'invalid',
  307: 'invalid',
  400: 'invalid',
  401: 'credentials',
  403: 'permission',
  404: 'missing-place',
  408: 'unavailable',
  409: 'conflict',
  413: 'invalid',
  429: 'unavailable',
  507: 'no-space',
}

const SERVER_FAILED = 500

/** What a failed call means for a sink; a SinkError and the reason of an aborted signal stay what they are. */
export function sinkError(error: unknown, action: string, signal?: AbortSignal): unknown {
  if (error instanceof SinkError || (signal?.aborted === true && error === signal.reason)) return error
  return new SinkError(reasonOf(error), `Cannot ${action}: ${messageOf(error)}`, { cause: error })
}

function reasonOf(error: unknown): SinkErrorReason {
  if (error instanceof S3CredentialsError) return 'credentials'
  if (!(error instanceof S3Error)) return 'unknown'
  const known = REASONS[error.code]
  if (known !== undefined) return known
  if (error.status === undefined) return wasNotSent(error) ? 'invalid' : 'unavailable'
  return error.status >= SERVER_FAILED && error.status !== 507 ? 'unavailable' : (STATUSES[error.status] ?? 'unknown')
}

/** The SDK itself found fault with the request. */
function wasNotSent({ code, message }: S3Error): boolean {
  return code === 'Error' && /region is missing/i.test(message)
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\.\s*$/, '') // Stores write sentences; ours go on behind it.
}
