import type { CredentialReference } from '../../lib/credential-reference.ts'

/** A bucket, the way to it and how to log in. */
export interface S3Settings {
  readonly bucket: string
  /** Undefined: that of the environment or profile; with an endpoint `us-east-1`. */
  readonly region: string | undefined
  /** Undefined: that of the credentials, else AWS. */
  readonly endpoint: string | undefined
  /** `http://host/bucket/key` instead of `http://bucket.host/key`. Undefined: as the credentials say, else true with an endpoint. */
  readonly pathStyle: boolean | undefined
  readonly credentials: S3CredentialSource
}

/** Where an access key comes from. */
export type S3CredentialSource =
  /** JSON as `aws iam create-access-key` prints it or `mc` keeps it. */
  | { readonly from: 'json'; readonly reference: CredentialReference }
  | { readonly from: 'key'; readonly key: S3Credentials }
  /** The default chain of AWS. */
  | { readonly from: 'chain'; readonly profile: string | undefined }

/** An access key. Every part is a secret. */
export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}
