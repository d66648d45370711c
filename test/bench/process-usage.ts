import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'

/** Ticks of a second in /proc, the same on every Linux that Node runs on (USER_HZ, proc(5)). */
const TICKS = 100

/** What a process and its children used until now. Linux only. */
export interface Usage {
  /** User and system time, with that of children that have ended. */
  readonly cpuMs: number
  /** The sum of the highest resident sizes of those that still run. */
  readonly peakBytes: number
}

/** Undefined when the process is gone. */
export async function usageOf(pid: number): Promise<Usage | undefined> {
  const family = await familyOf(pid)
  if (family.length === 0) return undefined
  return {
    cpuMs: sum(family.map(({ ticks }) => ticks)) * (1000 / TICKS),
    peakBytes: sum(family.map((member) => peakOf(member.pid))),
  }
}

/** Milliseconds of processor time of the whole machine until now, and how many of them were idle. */
export function machineTimes(): { readonly all: number; readonly idle: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const ticks = line.split(/\s+/).slice(1, 9).map(Number)
  return { all: sum(ticks) * (1000 / TICKS), idle: (ticks[3] ?? 0) * (1000 / TICKS) }
}

interface Member {
  readonly pid: number
  readonly parent: number
  readonly ticks: number
}

async function familyOf(pid: number): Promise<readonly Member[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const all = pids.flatMap((each) => readMember(each) ?? [])
  const family = all.filter((member) => member.pid === pid)
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid))
  return family
}

/** /proc/PID/stat, proc(5): after the name in parentheses come the state and the parent, and utime, stime, cutime, cstime. */
function readMember(pid: number): Member | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { pid, parent: Number(fields[1]), ticks: sum(fields.slice(11, 15).map(Number)) }
  } catch {
    return undefined
  }
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
