import type { LeaseHolder } from './lease-holder.ts'

/** The journal holds something that no crash can have left: a counted line is missing or changed. Nobody may write to it. */
export class JournalDamagedError extends Error {
  /** The file, and the byte where the damage was noticed. */
  readonly path: string
  readonly byte: number

  constructor(place: { readonly path: string; readonly byte: number }, what: string) {
    super(`Cannot use journal "${place.path}": ${what} at byte ${place.byte}`)
    this.name = 'JournalDamagedError'
    this.path = place.path
    this.byte = place.byte
  }
}

/** The journal was written in a format that this release does not know. */
export class JournalNewerError extends Error {
  readonly path: string

  constructor(path: string) {
    super(`Cannot use journal "${path}": it was written by a newer release`)
    this.name = 'JournalNewerError'
    this.path = path
  }
}

/** Somebody else held the lease for as long as we were to wait. */
export class LeaseHeldError extends Error {
  readonly holder: LeaseHolder

  constructor(holder: LeaseHolder) {
    super(`Cannot take the lease: process ${holder.process.pid} on "${holder.host}" holds it for "${holder.operation}"`)
    this.name = 'LeaseHeldError'
    this.holder = holder
  }
}

/** A tenure ended because somebody else took the lease, or because the journal was moved away under it. */
export class LeaseLostError extends Error {
  /** The new holder, where there is one. */
  readonly by: LeaseHolder | undefined

  constructor(by: LeaseHolder | undefined) {
    const who = by === undefined ? 'the journal was removed' : `process ${by.process.pid} on "${by.host}" took it over`
    super(`Cannot keep the lease: ${who}`)
    this.name = 'LeaseLostError'
    this.by = by
  }
}
