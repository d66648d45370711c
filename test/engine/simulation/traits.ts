/** What some worlds have besides their profile, by their number: so the other worlds stay as they are. */
export interface Traits {
  /** Each worker runs two exporters of the topic, through the sharing of streams and fetches. */
  readonly isShared: boolean
  /** Workers are static members: one that takes the place of another has its instance id. */
  readonly isStatic: boolean
  /** Some records belong to transactions, and exporters begin at the last stable offset. */
  readonly isTransactional: boolean
  /** Leaders are elected that do not have all records. */
  readonly isTruncated: boolean
}

export function traitsOf(seed: number): Traits {
  return {
    isShared: seed % 4 === 0,
    isStatic: seed % 5 === 1,
    isTransactional: seed % 7 === 2,
    isTruncated: seed % 7 === 4,
  }
}
