import type { CredentialReference } from '../../lib/credential-reference.ts'
import { readCredential, type CredentialPlaces } from '../credentials/read-credential.ts'
import { parseCredentials, type ParsedCredentials } from './parse-credentials.ts'
import { S3CredentialsError } from './s3-credentials-error.ts'
import { S3Session } from './s3-session.ts'
import type { S3Credentials, S3CredentialSource, S3Settings } from './s3-settings.ts'

/** A connection on which nothing moves for so long is closed. */
const SILENCE_MS = 60_000

export interface OpenedS3 {
  readonly session: S3Session
  /** Undefined: AWS. */
  readonly endpoint: string | undefined
}

/** The way to a bucket: reads credentials, connects to nothing. Rejects with CredentialError or S3CredentialsError. */
export async function openS3(settings: S3Settings, places: CredentialPlaces): Promise<OpenedS3> {
  const { bucket, region, credentials } = settings
  const read = () => readCurrent(credentials, places)
  const found = await read()
  const endpoint = settings.endpoint ?? found?.url
  const session = new S3Session({
    bucket,
    region,
    endpoint,
    pathStyle: settings.pathStyle ?? found?.pathStyle ?? endpoint !== undefined,
    profile: credentials.from === 'chain' ? credentials.profile : undefined,
    credentials: found === undefined ? undefined : async () => ofSameStore(await read(), found),
    silenceMs: SILENCE_MS,
  })
  return { session, endpoint }
}

/**
 * What the source says now; nothing for the default chain. Rejects with CredentialError where nothing can be read, and with
 * S3CredentialsError where that is not an access key.
 */
async function readCurrent(
  source: S3CredentialSource,
  places: CredentialPlaces,
): Promise<ParsedCredentials | undefined> {
  switch (source.from) {
    case 'json': {
      const parsed = parseCredentials(await readCredential(source.reference, places))
      if (typeof parsed !== 'string') return parsed
      throw new S3CredentialsError(`${described(source.reference)} cannot be used: ${parsed}`)
    }
    case 'key':
      return { credentials: source.key, url: undefined, pathStyle: undefined }
    case 'chain':
      return undefined
  }
}

function described(reference: CredentialReference): string {
  switch (reference.from) {
    case 'value':
      return 'The credentials'
    case 'file':
      return `The credentials in "${reference.path}"`
    case 'environment':
      return `The credentials in the environment variable "${reference.variable}"`
  }
}

/** Credentials may change while the session is open; the store may not. */
function ofSameStore(now: ParsedCredentials | undefined, opened: ParsedCredentials): S3Credentials {
  if (now !== undefined && now.url === opened.url) return now.credentials
  throw new S3CredentialsError('The new credentials are for another store: restart to use that one')
}
