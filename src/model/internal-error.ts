/** A broken invariant of our own: a bug of strmctl, never a user's mistake. */
export class InternalError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'InternalError'
  }
}
