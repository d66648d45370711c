import { machineTimes, usageOf } from '../process-usage.ts'
import type { Servers } from './servers.ts'

/** Milliseconds of processor time until some moment. */
export interface MachineTimes {
  /** Of all processors together, idle or not. */
  readonly all: number
  readonly idle: number
  readonly broker: number
  readonly store: number
  /** Of the process that measures. */
  readonly bench: number
}

/** Who had how much of the machine's processors during a run, each in [0, 1]. */
export interface MachineShares {
  readonly itself: number
  readonly broker: number
  readonly store: number
  readonly bench: number
  readonly idle: number
  /** Whatever else runs there, and the work of the kernel that is nobody's. */
  readonly others: number
}

export async function timesOf({ kafka, store }: Servers): Promise<MachineTimes> {
  const brokers = await Promise.all(kafka.brokers.map(({ pid }) => cpuOf(pid())))
  const { user, system } = process.cpuUsage()
  return {
    ...machineTimes(),
    broker: brokers.reduce((sum, cpuMs) => sum + cpuMs, 0),
    store: await cpuOf(store.pid()),
    bench: (user + system) / 1000,
  }
}

async function cpuOf(pid: number): Promise<number> {
  return (await usageOf(pid))?.cpuMs ?? 0
}

/** What was used between two moments, with the milliseconds that the measured program used itself. */
export function sharesBetween(before: MachineTimes, after: MachineTimes, itselfMs: number): MachineShares {
  const all = after.all - before.all
  const of = (milliseconds: number): number => (all <= 0 ? 0 : milliseconds / all)
  const named = {
    itself: of(itselfMs),
    broker: of(after.broker - before.broker),
    store: of(after.store - before.store),
    bench: of(after.bench - before.bench),
    idle: of(after.idle - before.idle),
  }
  const known = Object.values(named).reduce((sum, share) => sum + share, 0)
  // Both are counted in ticks, so they may miss each other by some.
  return { ...named, others: Math.max(0, 1 - known) }
}

export function describeShares(shares: MachineShares): string {
  return `of the machine: ${Object.entries<number>({ ...shares })
    .map(([who, share]) => `${who} ${percent(share)}`)
    .join(', ')}`
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(0)}%`
}
