/** The bytes are not what the protocol says they are, or hold a number that we cannot. */
export class WireError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WireError'
  }
}
