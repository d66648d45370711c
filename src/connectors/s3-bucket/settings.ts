import type { FieldValue, FieldValues } from '../../model/fields.ts'
import { InternalError } from '../../model/internal-error.ts'
import { Secret } from '../../model/secret.ts'

/** Where credentials come from. */
export type CredentialsSource =
  | { readonly from: 'text'; readonly text: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'fields'; readonly id: string; readonly secret: string; readonly token: string | undefined }
  | { readonly from: 'chain'; readonly profile: string | undefined }

/** The settings of an `s3_bucket` block. */
export interface S3BucketSettings {
  readonly bucketName: string
  readonly region: string | undefined
  readonly endpoint: string | undefined
  /** Nothing where it follows from the endpoint. */
  readonly pathStyle: boolean | undefined
  readonly credentials: CredentialsSource
  /** Bytes. */
  readonly multipartThreshold: number
}

/** The gate from recorded fields. Reveals secrets: what it gives stays in memory. */
export function s3BucketSettings(values: FieldValues): S3BucketSettings {
  const bucketName = textOf(values['bucket_name'])
  const multipartThreshold = values['multipart_threshold']
  const pathStyle = values['path_style']
  if (bucketName === undefined || typeof multipartThreshold !== 'number') {
    throw new InternalError('Cannot open an S3 bucket: its settings were not normalized')
  }
  return {
    bucketName,
    region: textOf(values['region']),
    endpoint: textOf(values['endpoint']),
    pathStyle: typeof pathStyle === 'boolean' ? pathStyle : undefined,
    credentials: credentialsSource(values),
    multipartThreshold,
  }
}

function credentialsSource(values: FieldValues): CredentialsSource {
  const [text, path, name] = ['credentials', 'credentials_file', 'credentials_env'].map((field) =>
    textOf(values[field]),
  )
  if (text !== undefined) return { from: 'text', text }
  if (path !== undefined) return { from: 'file', path }
  if (name !== undefined) return { from: 'environment', name }
  const [id, secret] = [textOf(values['access_key_id']), textOf(values['secret_access_key'])]
  if (id !== undefined && secret !== undefined) {
    return { from: 'fields', id, secret, token: textOf(values['session_token']) }
  }
  return { from: 'chain', profile: textOf(values['profile']) }
}

function textOf(value: FieldValue | undefined): string | undefined {
  const clear = value instanceof Secret ? value.reveal() : value
  return typeof clear === 'string' ? clear : undefined
}
