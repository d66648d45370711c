interface OpenRetry {
  /** Causes it has met. */
  readonly codes: Set<string>
  /** Nobody tries it any more, and nothing has worked since. */
  isGivenUp: boolean
}

/** What an exporter retries at the moment, so that a cause is reported whole once, however many attempts meet it. */
export class OpenRetries {
  readonly #retries = new Map<object, OpenRetry>()

  /** Whether the cause is a new one: nothing else that fails now has met it. */
  fail(which: object, code: string): boolean {
    const isNew = ![...this.#retries.values()].some(({ codes }) => codes.has(code))
    const retry = this.#retries.get(which) ?? { codes: new Set(), isGivenUp: false }
    this.#retries.set(which, retry)
    retry.codes.add(code)
    return isNew
  }

  succeed(which: object): void {
    if (this.#retries.size === 0) return
    this.#retries.delete(which)
    for (const [other, { isGivenUp }] of this.#retries) if (isGivenUp) this.#retries.delete(other)
  }

  /** Remembered until something works: what is tried in its place will fail for the same cause. */
  giveUp(which: object): void {
    const retry = this.#retries.get(which)
    if (retry !== undefined) retry.isGivenUp = true
  }
}
