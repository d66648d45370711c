import type { Connector, ConnectorDeps } from '../../model/connector.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { FieldValues } from '../../model/fields.ts'
import { S3CredentialsError } from '../../io/s3/s3-credentials-error.ts'
import type { S3Credentials } from '../../io/s3/s3-place.ts'
import { S3Session } from '../../io/s3/s3-session.ts'
import { checkS3Bucket } from './check.ts'
import { readCredentials } from './credentials.ts'
import { CREDENTIALS_UNREADABLE } from './diagnostics.ts'
import { S3_BUCKET_LIMITS, S3_STORE_LIMITS } from './fields.ts'
import { listBucket } from './list.ts'
import type { ParsedCredentials } from './parse-credentials.ts'
import { placeText } from './place.ts'
import { readFromBucket } from './read.ts'
import { s3BucketSettings } from './settings.ts'
import type { S3BucketSettings } from './settings.ts'
import { S3BucketSink } from './sink.ts'

/** A connection on which nothing moves for so long is given up. */
const SILENCE_MS = 60_000

/** Opens the destination: reads credentials, connects to nothing. Rejects with DiagnosedError where there are none. */
export async function openS3Bucket(values: FieldValues, deps: ConnectorDeps): Promise<Connector> {
  const settings = s3BucketSettings(values)
  const read = () => readCredentials(settings.credentials, deps)
  const found = await read().catch(refuse)
  const endpoint = settings.endpoint ?? found?.url
  const session = openSession(settings, { endpoint, found, read })
  const place = placeText(settings.bucketName, endpoint)
  const sink = new S3BucketSink({ session, place, multipartThreshold: settings.multipartThreshold })
  const close = () => session.close()
  return {
    limits: endpoint === undefined ? S3_BUCKET_LIMITS : S3_STORE_LIMITS,
    place,
    sink,
    check: (prefix, signal) => checkS3Bucket({ session, sink, place, prefix, uuid: deps.uuid(), signal }),
    list: (prefix, signal) => listBucket({ session, place }, prefix, signal),
    read: (key, signal) => readFromBucket({ session, place }, key, signal),
    close,
    [Symbol.asyncDispose]: close,
  }
}

interface Access {
  readonly endpoint: string | undefined
  readonly found: ParsedCredentials | undefined
  readonly read: () => Promise<ParsedCredentials | undefined>
}

function openSession(settings: S3BucketSettings, { endpoint, found, read }: Access): S3Session {
  const { bucketName, region, credentials } = settings
  const profile = credentials.from === 'chain' ? credentials.profile : undefined
  return new S3Session({
    bucket: bucketName,
    pathStyle: settings.pathStyle ?? found?.pathStyle ?? endpoint !== undefined,
    silenceMs: SILENCE_MS,
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
    ...(found === undefined ? {} : { credentials: async () => sameStore(await read(), found) }),
  })
}

/** Credentials may change while exporters run; where they write to may not. */
function sameStore(now: ParsedCredentials | undefined, opened: ParsedCredentials): S3Credentials {
  if (now !== undefined && now.url === opened.url) return now.credentials
  throw new S3CredentialsError('Cannot use the new credentials: they are for another store. Restart to write there')
}

function refuse(error: unknown): never {
  if (!(error instanceof S3CredentialsError)) throw error
  throw new DiagnosedError([diagnose(CREDENTIALS_UNREADABLE, { detail: `${error.message}.` })], { cause: error })
}
