/** Credentials cannot be had: a file is absent or not what it should be. The message never quotes them. */
export class S3CredentialsError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'S3CredentialsError'
  }
}
