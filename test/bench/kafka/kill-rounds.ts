import { setTimeout } from 'node:timers/promises'
import type { ObjectWatch } from './object-watch.ts'
import type { RecoveryCase } from './recovery-cases.ts'
import type { RecoverySettings } from './recovery-settings.ts'
import { recoveryTimes, type RecoveryTimes } from './recovery-times.ts'
import type { Member } from './up-members.ts'
import type { UpProcess } from './up-process.ts'

/** Milliseconds between two looks. */
const LOOK_AGAIN = 10
/** Milliseconds after which it is given up. */
const PATIENCE = 300_000

export interface KillRounds {
  readonly case: RecoveryCase
  readonly settings: RecoverySettings
  readonly watch: ObjectWatch
  readonly start: () => UpProcess
}

export interface KillTimes extends RecoveryTimes {
  /** Until all partitions of the killed one were in living members' hands, by what they print; in milliseconds. */
  readonly joinedMs: number
}

/** Kills, waits until its partitions flow again, and so on; in the end all of them have left in order. */
export async function killRounds(rounds: KillRounds): Promise<readonly KillTimes[]> {
  const times: KillTimes[] = []
  const running = new Set<UpProcess>()
  const seenAt = new Map<number, number>()
  try {
    for (let kill = 0; kill < rounds.settings.kills; kill++) {
      for (let missing = rounds.case.processes - running.size; missing > 0; missing--) running.add(rounds.start())
      await settle(rounds, { running, seenAt })
      times.push(await killOnce(rounds, running))
    }
    return times
  } finally {
    await Promise.all([...running].map((up) => up.stop()))
  }
}

interface Settling {
  readonly running: ReadonlySet<UpProcess>
  /** When each process was first seen with partitions, by its id. */
  readonly seenAt: Map<number, number>
}

/** Until every member has its share, the next one to be killed is old enough, every partition has been exported since, and at some moment of an interval. */
async function settle(
  { case: { processes, workers, lifeMs }, settings, watch }: KillRounds,
  { running, seenAt }: Settling,
): Promise<void> {
  const isShared = (): boolean => {
    const members = membersOf(running)
    const owned = members.flatMap(({ partitions }) => partitions)
    return (
      members.length === processes * workers &&
      members.every(({ partitions }) => partitions.length > 0) &&
      owned.length === settings.partitions
    )
  }
  const isOld = (): boolean => {
    const now = performance.now()
    for (const { pid } of membersOf(running)) if (!seenAt.has(pid)) seenAt.set(pid, now)
    const first = seenAt.get(victimOf(running)?.pid ?? 0) ?? now
    return now - first >= lifeMs
  }
  await until('all members had their partitions, and the oldest was old enough', () => isOld() && isShared())
  watch.forget()
  const exported = (): number => new Set(watch.arrivals.flatMap(({ partitions }) => partitions)).size
  await until('all partitions were exported', () => exported() === settings.partitions && isShared())
  await setTimeout(Math.random() * settings.interval * 1000)
}

/** They are in the order in which they were started: the oldest. */
function victimOf(running: ReadonlySet<UpProcess>): Member | undefined {
  return membersOf(running)[0]
}

async function killOnce(rounds: KillRounds, running: Set<UpProcess>): Promise<KillTimes> {
  const { watch, case: which } = rounds
  const victim = victimOf(running)
  if (victim === undefined) throw new Error('Nobody is there to be killed')
  watch.forget()
  const kill = { at: performance.now(), partitions: victim.partitions }
  process.kill(victim.pid, 'SIGKILL')
  await until('the killed process was gone', () => membersOf(running).every(({ pid }) => pid !== victim.pid))
  for (const up of running) if (up.isGone) running.delete(up)
  if (which.isRestarted) running.add(rounds.start())
  const isHeld = (): boolean => {
    const held = new Set(membersOf(running).flatMap(({ partitions }) => partitions))
    return victim.partitions.every((partition) => held.has(partition))
  }
  let joinedMs = NaN
  await until('its partitions were exported again', () => {
    if (Number.isNaN(joinedMs) && isHeld()) joinedMs = performance.now() - kill.at
    return recoveryTimes(kill, watch.arrivals) !== undefined
  })
  const times = recoveryTimes(kill, watch.arrivals)
  if (times === undefined) throw new Error('It did not recover')
  return { ...times, joinedMs }
}

function membersOf(running: ReadonlySet<UpProcess>): readonly Member[] {
  return [...running].flatMap(({ members }) => members)
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`It took longer than ${PATIENCE / 1000} s until ${what}`)
    await setTimeout(LOOK_AGAIN)
  }
}
