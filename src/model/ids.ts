/** Randomness, injected. */
export interface Ids {
  /** A UUID: exporter uids, lineages, topic ids, names of test objects. */
  readonly uuid: () => string
  /** A batch id: at least 64 random bits, URL-safe, 11 to 22 characters (engine/PROTOCOL.md, "The entry"). */
  readonly batch: () => string
}
