import type { S3CredentialSource, S3Settings } from '../../io/s3/s3-settings.ts'
import { s3Place } from '../../io/s3/s3-place.ts'
import { withoutFinalNewlines } from '../../lib/credential-reference.ts'
import type { ConnectorVariant } from '../../model/connector.ts'
import { FieldReader } from '../../model/field-reader.ts'
import type { FieldValues } from '../../model/fields.ts'

/** The settings of an `s3_bucket` block. */
export interface S3BucketSettings extends S3Settings {
  /** Larger objects are uploaded in parts: bytes. */
  readonly multipartThreshold: number
}

/** The gate from recorded fields. Reveals secrets: the result stays in memory. */
export function s3BucketSettings(values: FieldValues): S3BucketSettings {
  const fields = new FieldReader(values)
  return {
    bucket: fields.requiredText('bucket_name'),
    region: fields.text('region'),
    endpoint: fields.text('endpoint'),
    pathStyle: fields.flag('path_style'),
    credentials: s3CredentialSource(fields),
    multipartThreshold: fields.requiredNumber('multipart_threshold'),
  }
}

/** "Same place" as text, without opening. */
export function s3BucketPlace(values: FieldValues): string {
  return s3Place(s3BucketSettings(values))
}

function s3CredentialSource(fields: FieldReader): S3CredentialSource {
  const reference = fields.credential('credentials')
  if (reference !== undefined) return { from: 'json', reference }
  const [id, secret, token] = ['access_key_id', 'secret_access_key', 'session_token'].map((name) => {
    const text = fields.secret(name)
    return text === undefined ? undefined : withoutFinalNewlines(text)
  })
  if (id === undefined || secret === undefined) return { from: 'chain', profile: fields.text('profile') }
  const key = { accessKeyId: id, secretAccessKey: secret }
  return { from: 'key', key: token === undefined ? key : { ...key, sessionToken: token } }
}

/** Each by itself is a way to log in. */
const WAYS = ['credentials', 'credentials_file', 'credentials_env', 'access_key_id', 'profile']

/** One way to log in at most, and that whole. */
export const disagreeingCredentials: NonNullable<ConnectorVariant['disagreement']> = (settings) => {
  const fields = new FieldReader(settings)
  const [first, second] = WAYS.filter((field) => fields.has(field))
  if (second !== undefined) {
    return { field: second, sentence: `"${first}" and "${second}" are two ways to log in. Keep one of them.` }
  }
  if (fields.has('access_key_id') && !fields.has('secret_access_key')) {
    return { field: 'access_key_id', sentence: 'An access key needs its secret: set "secret_access_key" too.' }
  }
  const lonely = ['secret_access_key', 'session_token'].find(
    (field) => fields.has(field) && !fields.has('access_key_id'),
  )
  if (lonely === undefined) return undefined
  return { field: lonely, sentence: `"${lonely}" belongs to an access key: set "access_key_id" too.` }
}
