import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { errorCode, unless } from './error-code.ts'

/** Tells one process from every other one, as far as the system lets us. */
export interface ProcessIdentity {
  /** The boot of the machine; its name where the system has no such id. */
  readonly boot: string
  /** The pid namespace; empty where there are none. */
  readonly namespace: string
  readonly pid: number
  /** Start time of the process in ticks since boot; empty where it cannot be told. */
  readonly started: string
}

/** Who I am and who is gone; injected, so that tests can have several processes in one. */
export interface Processes {
  self(): Promise<ProcessIdentity>
  /** True only when that process has certainly ended. */
  isGone(identity: ProcessIdentity): Promise<boolean>
}

/** The processes of this machine. */
export const NODE_PROCESSES: Processes = { self, isGone }

let known: Promise<ProcessIdentity> | undefined

function self(): Promise<ProcessIdentity> {
  return (known ??= identify())
}

async function identify(): Promise<ProcessIdentity> {
  const boot = await unless(['ENOENT', 'EACCES'], readFile('/proc/sys/kernel/random/boot_id', 'utf8'))
  const namespace = await unless(['ENOENT', 'EACCES'], readlink('/proc/self/ns/pid'))
  const started = (await processFacts(process.pid))?.started
  return {
    boot: boot?.trim() ?? `${process.platform}:${hostname()}`,
    namespace: namespace ?? '',
    pid: process.pid,
    started: started ?? '',
  }
}

async function isGone(identity: ProcessIdentity): Promise<boolean> {
  const mine = await self()
  if (identity.boot !== mine.boot || identity.namespace !== mine.namespace) return false
  if (!hasProcess(identity.pid)) return true
  const facts = await processFacts(identity.pid)
  if (facts === undefined) return false
  return facts.ended || (identity.started !== '' && facts.started !== identity.started)
}

/** `/proc` alone would not do: mounted with `hidepid` it hides the processes of other users. */
function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
}

/** proc(5): the name stands in parentheses and may contain anything; after it the state is the first field, the start time the 20th. */
async function processFacts(pid: number): Promise<{ readonly ended: boolean; readonly started: string } | undefined> {
  const text = await unless(['ENOENT', 'EACCES', 'ESRCH', 'ENOTDIR'], readFile(`/proc/${pid}/stat`, 'utf8'))
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const started = fields?.[19]
  if (started === undefined) return undefined
  return { ended: ['Z', 'X'].includes(fields?.[0] ?? ''), started }
}
