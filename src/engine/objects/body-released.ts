/** The object cannot be tried again with this body: a part of it was sent, and its memory is used for something else. */
export class BodyReleased extends Error {
  constructor(key: string) {
    super(`The body of "${key}" is not in memory any more`)
    this.name = 'BodyReleased'
  }
}
