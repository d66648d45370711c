/** What went wrong, as far as the remedies differ. */
export type S3Failure =
  | 'forbidden'
  | 'unknown-key'
  | 'wrong-secret'
  | 'expired'
  | 'invalid-token'
  | 'wrong-clock'
  | 'no-credentials'
  | 'unreadable-credentials'
  | 'malformed-credentials'
  | 'missing-bucket'
  | 'full'
  | 'conflict'
  | 'damaged-in-transit'
  | 'busy'
  | 'unreachable'
  | 'nothing-listens'
  | 'unknown-host'
  | 'untrusted'
  | 'wrong-region'
  | 'no-region'
  | 'unsupported'
  | 'invalid'
  | 'never-sent'
  | 'unknown'

/** What is known of a failed request. */
export interface S3FailureFacts {
  /** The store's own code (`NoSuchBucket`), a system code (`ECONNREFUSED`) or the name of the error. */
  readonly code: string
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** Where the bucket is, where the store says that the region is wrong. */
  readonly region: string | undefined
  /** Whether the request may have reached the store; absent where that is not known. */
  readonly sent?: boolean
}

/** By code where it says something, else by status, else by whether the request was sent. */
export function classifyS3Failure({ code, status, region, sent }: S3FailureFacts): S3Failure {
  const byCode = CODES.get(code)
  if (byCode !== undefined) return byCode
  if (region !== undefined && status !== undefined && WRONG_REGION.has(status)) return 'wrong-region'
  // HEAD has no body that could say more; most often a store answers so to requests that are signed for another region.
  if (status === BAD_REQUEST && code === 'Unknown') return 'wrong-region'
  if (status !== undefined) return STATUSES[status] ?? (status >= SERVER_FAILED ? 'busy' : 'unknown')
  if (UNTRUSTED.test(code)) return 'untrusted'
  return sent === false && !SYSTEM.test(code) ? 'never-sent' : 'unreachable'
}

/** Codes of S3, of stores that speak it, of the SDK and of the system: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const CODES: ReadonlyMap<string, S3Failure> = new Map(
  Object.entries<S3Failure>({
    AccessDenied: 'forbidden',
    AllAccessDisabled: 'forbidden',
    AccountProblem: 'forbidden',
    Forbidden: 'forbidden',
    MethodNotAllowed: 'forbidden',
    InvalidAccessKeyId: 'unknown-key',
    InvalidClientTokenId: 'unknown-key',
    UnrecognizedClientException: 'unknown-key',
    SignatureDoesNotMatch: 'wrong-secret',
    ExpiredToken: 'expired',
    TokenRefreshRequired: 'expired',
    InvalidToken: 'invalid-token',
    RequestTimeTooSkewed: 'wrong-clock',
    CredentialsProviderError: 'no-credentials',
    CredentialError: 'unreadable-credentials',
    S3CredentialsError: 'malformed-credentials',
    NoSuchBucket: 'missing-bucket',
    QuotaExceeded: 'full',
    XMinioStorageFull: 'full',
    XMinioAdminBucketQuotaExceeded: 'full',
    ConditionalRequestConflict: 'conflict',
    OperationAborted: 'conflict',
    NoSuchUpload: 'conflict',
    ObjectParentIsFile: 'conflict',
    ExistingObjectIsDirectory: 'conflict',
    BadDigest: 'damaged-in-transit',
    ContentSHA256Mismatch: 'damaged-in-transit',
    XAmzContentSHA256Mismatch: 'damaged-in-transit',
    XAmzContentChecksumMismatch: 'damaged-in-transit',
    IncompleteBody: 'damaged-in-transit',
    RequestTimeout: 'busy',
    PermanentRedirect: 'wrong-region',
    TemporaryRedirect: 'wrong-region',
    AuthorizationHeaderMalformed: 'wrong-region',
    RegionMissing: 'no-region',
    InvalidBucketName: 'invalid',
    KeyTooLongError: 'invalid',
    MetadataTooLarge: 'invalid',
    EntityTooLarge: 'invalid',
    NotImplemented: 'unsupported',
    ECONNREFUSED: 'nothing-listens',
    ENOTFOUND: 'unknown-host',
  }),
)

const STATUSES: { readonly [status: number]: S3Failure } = {
  301: 'wrong-region',
  307: 'wrong-region',
  400: 'invalid',
  401: 'unknown-key',
  403: 'forbidden',
  404: 'missing-bucket',
  408: 'busy',
  409: 'conflict',
  413: 'invalid',
  429: 'busy',
  501: 'unsupported',
  507: 'full',
}

const BAD_REQUEST = 400
const SERVER_FAILED = 500
const WRONG_REGION = new Set([301, 307, BAD_REQUEST])
/** Of the operating system: asking for credentials may fail for these too. */
const SYSTEM = /^(?:E[A-Z]{2,}|TimeoutError)$/
/** Of OpenSSL and of Node's TLS. */
const UNTRUSTED = /^(?:CERT_\w+|\w+_CERT\w*|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO)$/
