import type { Figure } from '../figure.ts'
import type { Servers } from './servers.ts'

/** What a bench is given. */
export interface BenchDeps extends Servers {
  /** Empty, and removed afterwards. */
  readonly directory: string
}

/** A measure that runs between a broker and a store: `npm run bench:kafka -- NAME`. */
export interface KafkaBench {
  /** What it measures, with which settings of the environment, for whoever reads the figures. */
  readonly configured: () => string
  readonly run: (deps: BenchDeps) => Promise<KafkaReport>
}

export interface KafkaReport {
  readonly figures: readonly Figure[]
  /** Can be pasted into README. */
  readonly table: string
}

/** A whole number from the environment. */
export function setting(name: string, usual: number): number {
  const value = Number(process.env[name] ?? usual)
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} is no number above 0: ${process.env[name]}`)
  return value
}

/** A list, separated by commas, from the environment. */
export function listed(name: string, usual: string): readonly string[] {
  return (process.env[name] ?? usual).split(',')
}
