/** Credentials were read and are not an access key that can be used. The message is a sentence without its period, and quotes nothing of them. */
export class S3CredentialsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'S3CredentialsError'
  }
}
