/** How far one partition was fetched, and where from it is fetched on. */
export interface Position {
  readonly partition: number
  /** The next offset to ask for. */
  readonly offset: number
  /** Leader epoch of the record before it; -1: not known. A broker whose log goes another way since says so. */
  readonly epoch: number
  /** How often the next batch came before the broker said that it may be read. */
  readonly early?: number
}

/** The identity of a log as text is the epoch of its leader. */
export function epochOf(log: string | undefined): number {
  return log !== undefined && /^\d{1,10}$/.test(log) ? Number(log) : -1
}

export function logOf(epoch: number): string | undefined {
  return epoch < 0 ? undefined : String(epoch)
}
