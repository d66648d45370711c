/** A credential cannot be read where it is said to be. The message is a sentence without its period, and quotes no credential. */
export class CredentialError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CredentialError'
  }
}
