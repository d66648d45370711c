/** An event to be appended to a stream. */
export interface NewEvent {
  /** Events of one key go to one partition, in order. */
  readonly key: string
  /** One line, without its newline. */
  readonly value: string
}

/** Appends events to a stream, beside other writers. Close is idempotent. */
export interface EventWriter extends AsyncDisposable {
  /**
   * Appends in the order given; one call at a time. Others can read the events when it resolves, and they outlive this
   * process. After a rejection some of them may have been appended.
   */
  append(events: readonly NewEvent[], signal: AbortSignal): Promise<void>
  /** When it resolves, what was appended survives a power failure. */
  close(): Promise<void>
}
