/** A bucket and the way to it. */
export interface S3Place {
  readonly bucket: string
  /** Absent: that of the environment or profile; with an endpoint `us-east-1`. */
  readonly region?: string
  /** Absent: AWS. */
  readonly endpoint?: string
  /** `http://host/bucket/key` instead of `http://bucket.host/key`. */
  readonly pathStyle: boolean
  /** Profile of the shared AWS configuration. */
  readonly profile?: string
  /** Asked before every request, so that new ones are used at once. Rejects with S3CredentialsError. Absent: the default chain of AWS. */
  readonly credentials?: () => Promise<S3Credentials>
  /** A connection on which nothing moves for so long is given up: milliseconds. */
  readonly silenceMs: number
}

/** How to log in. Every part is a secret. */
export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}
