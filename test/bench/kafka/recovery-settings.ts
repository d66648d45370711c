import { listed, setting } from './kafka-bench.ts'
import { RECOVERY_CASES, type RecoveryCase } from './recovery-cases.ts'

/** How `npm run bench:kafka -- recovery` is told what to do. */
export interface RecoverySettings {
  readonly cases: readonly RecoveryCase[]
  /** RECOVERY_KILLS, in each case. */
  readonly kills: number
  /** RECOVERY_AT_ONCE: cases beside each other, each with a topic, a producer and a bucket of its own. */
  readonly atOnce: number
  /** RECOVERY_RATE: records a second. */
  readonly perSecond: number
  /** RECOVERY_BYTES: of each value. */
  readonly bytes: number
  /** RECOVERY_PARTITIONS. */
  readonly partitions: number
  /** RECOVERY_INTERVAL: seconds. */
  readonly interval: number
  /** RECOVERY_SESSION: seconds; the default of strmctl without it. */
  readonly session: number | undefined
}

export function recoverySettings(): RecoverySettings {
  const names = listed('RECOVERY_CASES', RECOVERY_CASES.map(({ name }) => name).join(','))
  return {
    cases: RECOVERY_CASES.filter(({ name }) => names.includes(name)),
    kills: setting('RECOVERY_KILLS', 10),
    atOnce: setting('RECOVERY_AT_ONCE', 1),
    perSecond: setting('RECOVERY_RATE', 20_000),
    bytes: setting('RECOVERY_BYTES', 412),
    partitions: setting('RECOVERY_PARTITIONS', 8),
    interval: setting('RECOVERY_INTERVAL', 1),
    session: process.env['RECOVERY_SESSION'] === undefined ? undefined : setting('RECOVERY_SESSION', 20),
  }
}

export function describeRecovery(settings: RecoverySettings): string {
  const { kills, perSecond, bytes, partitions, interval, session, atOnce } = settings
  const load = `${perSecond} records of ${bytes} B a second into ${partitions} partitions`
  const timeOut = session === undefined ? 'session_timeout left at its default (20s)' : `session_timeout ${session}s`
  const beside = atOnce > 1 ? `; ${atOnce} cases at a time` : ''
  return `kill -9 under load, ${kills} times a case${beside}: ${load}, interval ${interval}s, ${timeOut}, defaults otherwise`
}
