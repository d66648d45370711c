import type { ConnectorLimits, ConnectorVariant } from '../../model/connector.ts'
import type { Field, Fields, Plain } from '../../model/fields.ts'

const MIB = 1024 * 1024

/** Fields of the `s3_bucket` block. */
export const S3_BUCKET_FIELDS: Fields = {
  bucket_name: {
    ...text('Name of the bucket, or the ARN of an access point. The bucket must exist.'),
    required: true,
    check: checkBucketName,
  },
  region: text(
    'Region of the bucket. By default that of the environment or of the profile; with an endpoint `us-east-1`.',
  ),
  endpoint: {
    ...text(
      'URL of a store that speaks S3, such as `https://minio.example.com:9000`. By default AWS, or the `url` of the credentials; write it even then, so that `plan` sees where objects go.',
    ),
    check: checkEndpoint,
  },
  path_style: {
    kind: 'field',
    value: { type: 'boolean' },
    doc: 'Whether the bucket is part of the path of a URL instead of the host name. By default true with an endpoint, else false.',
  },
  credentials: {
    ...text(
      'Access key as JSON, captured at apply: as `aws iam create-access-key` prints it, or `{"url", "accessKey", "secretKey", "api", "path"}` as `mc` keeps it.',
    ),
    sensitive: true,
  },
  credentials_file: {
    kind: 'field',
    value: { type: 'path' },
    doc: 'File with such JSON. Read again while exporters run, so a changed one is used without a restart.',
    min: 1,
    credentials: true,
  },
  credentials_env: { ...text('Environment variable with such JSON.'), credentials: true },
  access_key_id: { ...text('Id of the access key, with `secret_access_key`.'), credentials: true },
  secret_access_key: { ...text('Secret of the access key.'), sensitive: true },
  session_token: { ...text('Token of a temporary access key.'), sensitive: true },
  profile: {
    ...text('Profile of the shared AWS configuration. Without any credentials the default chain of AWS is used.'),
    credentials: true,
  },
  multipart_threshold: {
    kind: 'field',
    value: { type: 'bytes' },
    doc: 'Larger objects are uploaded in parts, which take more requests and can be sent side by side.',
    default: 64 * MIB,
    min: 5 * MIB,
    max: 5 * 1024 * MIB,
  },
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const KEY_BYTES = 1024
/** Of an object, https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const METADATA_BYTES = 2048
/** S3 counts keys without `x-amz-meta-`, other stores count it; an object has at most nine keys. */
const PREFIX_BYTES = 'x-amz-meta-'.length * 9

export const S3_BUCKET_LIMITS: ConnectorLimits = {
  keyBytes: KEY_BYTES,
  metadataBytes: METADATA_BYTES - PREFIX_BYTES,
}

/** Of stores other than AWS: many keep an object as a file of its name, and refuse a part between slashes that is too long for one. */
export const S3_STORE_LIMITS: ConnectorLimits = { ...S3_BUCKET_LIMITS, keyPartBytes: 255 }

export const s3BucketListing: ConnectorVariant['listing'] = (settings) => {
  const name = settings['bucket_name']
  const bucketName = typeof name === 'string' ? name : ''
  return { key: 's3Bucket', value: { bucketName }, targetName: bucketName }
}

function text(doc: string): Field {
  return { kind: 'field', value: { type: 'string' }, doc, min: 1 }
}

const BUCKET_NAME = /^(?:[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]|arn:[^/\s]+[^\s]*)$/

function checkBucketName(value: Plain): string | undefined {
  if (typeof value !== 'string' || BUCKET_NAME.test(value)) return undefined
  if (value.includes('/')) return 'Write only the name of the bucket; a path below it belongs in "path_prefix".'
  return 'The name of a bucket has 3 to 63 lower case letters, digits, dots and hyphens.'
}

function checkEndpoint(value: Plain): string | undefined {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return 'Write a URL that begins with "https://" or "http://".'
  }
  if (url.username !== '' || url.password !== '') return 'Credentials do not belong in the URL; use "credentials".'
  return url.search === '' && url.hash === '' ? undefined : 'Write a URL without "?" and "#".'
}
