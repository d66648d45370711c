/** The membership is of no use any more: join again and recover. `fresh`: with a new member id, since a write's outcome is unknown. */
export class RejoinNeeded extends Error {
  readonly fresh: boolean

  constructor(why: string, options: { readonly fresh: boolean }) {
    super(why)
    this.name = 'RejoinNeeded'
    this.fresh = options.fresh
  }
}
