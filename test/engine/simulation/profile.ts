import type { Compression } from '../../../src/model/export-job.ts'
import { NO_FAULTS } from './lossy-link.ts'
import type { Faults } from './lossy-link.ts'
import type { Random } from './random.ts'

/** What kind of trouble one seed has: each seed has only some, so that what needs several of one kind happens often. */
export interface Profile {
  readonly workers: number
  readonly partitions: number
  readonly records: number
  /** Turns with trouble; then everything must come to an end. */
  readonly turns: number
  readonly faults: Faults
  /** Probabilities per turn. */
  readonly crash: number
  readonly stall: number
  readonly rebalance: number
  readonly deletion: number
  readonly change: number
  readonly jump: number
  readonly retention: number
  readonly recreation: number
  /** Probability that a write has an error for one of its partitions. */
  readonly refusal: number
  readonly headAllowed: boolean
  readonly intervalMs: number
  readonly maxObjectRecords: number
  readonly budgetBytes: number
  /** Bytes that make a record long, so that chunks of memory get full. */
  readonly padding: number
  /** What happens to invalid records; `mixed`: another policy with each change of the settings. */
  readonly invalid: 'skip' | 'dead_letter' | 'mixed'
  readonly compression: Compression
}

export function drawProfile(random: Random): Profile {
  const some = (share: number, probability: number) => (random.chance(share) ? probability * random.next() : 0)
  const faults = random.chance(0.6)
    ? { lost: some(0.7, 0.06), late: some(0.7, 0.2), unanswered: some(0.7, 0.12) }
    : NO_FAULTS
  const padding = random.chance(0.25) ? 3000 : 0
  return {
    workers: random.between(1, 3),
    partitions: random.between(1, 4),
    records: random.between(6, 30),
    turns: random.between(100, 500),
    faults,
    crash: some(0.7, 0.04),
    stall: some(0.3, 0.02),
    rebalance: some(0.5, 0.03),
    deletion: some(0.4, 0.1),
    change: some(0.4, 0.03),
    jump: some(0.2, 0.02),
    retention: some(0.15, 0.05),
    recreation: some(0.03, 0.01),
    refusal: some(0.5, 0.3),
    headAllowed: random.chance(0.6),
    intervalMs: random.pick([1000, 2000, 5000]) ?? 1000,
    maxObjectRecords: random.chance(0.5) ? random.between(1, 8) : 0,
    invalid: random.pick(['skip', 'dead_letter', 'dead_letter', 'mixed'] as const) ?? 'skip',
    compression: random.chance(0.3) ? 'gzip' : 'none',
    padding,
    budgetBytes: random.chance(padding > 0 ? 0.8 : 0.3) ? random.between(1, 20_000) : 1 << 20,
  }
}
