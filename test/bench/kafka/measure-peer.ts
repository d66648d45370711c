import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { listObjects } from '../../services/s3/bucket.ts'
import { machineTimes, usageOf, type Usage } from '../process-usage.ts'
import type { Peer, PeerTask } from './peer.ts'
import { sharesBetween, timesOf, type MachineShares } from './machine-shares.ts'
import { verifyPrefix } from './verify-prefix.ts'

/** Milliseconds between two looks at the bucket. */
const LOOK_AGAIN = 100
/** Milliseconds that a run may take. */
const PATIENCE = 600_000
/** Milliseconds to wait at most for a machine that does nothing else. */
const QUIET_PATIENCE = 6000
/** Share of the machine's processors that counts as nothing else. */
const QUIET = 0.85

export interface PeerResult extends Usage {
  /** From the start of the process until the bucket's listing holds every byte. */
  readonly wallMs: number
  readonly objects: number
  /** Of the machine, until the listing held everything. */
  readonly shares: MachineShares
}

/** Exports a topic once and verifies what was written. */
export async function measurePeer(peer: Peer, task: PeerTask): Promise<PeerResult> {
  await mkdir(task.directory, { recursive: true })
  const { command, env } = await peer.prepare(task)
  await untilQuiet()
  const before = await timesOf(task)
  const started = performance.now()
  const [program = '', ...args] = command
  const log = join(task.directory, 'output.log')
  const child = spawn(program, args, { cwd: task.directory, env: { ...process.env, ...env } })
  const output = createWriteStream(log)
  child.stdout.pipe(output, { end: false })
  child.stderr.pipe(output, { end: false })
  try {
    const usage = await untilDone(child, peer, task)
    const wallMs = performance.now() - started
    const shares = sharesBetween(before, await timesOf(task), usage.cpuMs)
    await end(child)
    const objects = peer.discards === true ? 0 : await verifyPrefix(task.place, task.topic)
    return { ...usage, wallMs, objects, shares }
  } catch (error) {
    const printed = await readFile(log, 'utf8').catch(() => '')
    throw new Error(`${peer.name}, ${task.topic.topic}: ${String(error)}\n${printed.slice(-2000)}`, { cause: error })
  } finally {
    await end(child)
    output.end()
  }
}

/** What it had used when everything was there. */
async function untilDone(child: ChildProcess, peer: Peer, task: PeerTask): Promise<Usage> {
  let last: Usage = { cpuMs: 0, peakBytes: 0 }
  const deadline = performance.now() + PATIENCE
  while (performance.now() < deadline) {
    const whole = peer.discards !== true && (await isWhole(task))
    const usage = await usageOf(child.pid ?? 0)
    // A process that has ended and was not waited for has no memory any more, and the times of its last look.
    if (usage !== undefined && usage.peakBytes > 0) last = usage
    if (whole) return last
    if (child.exitCode !== null || child.signalCode !== null) {
      if (child.exitCode === 0 && (peer.discards === true || (await isWhole(task)))) return last
      throw new Error(`It ended (${child.exitCode ?? child.signalCode}) before everything was there`)
    }
    await setTimeout(LOOK_AGAIN)
  }
  throw new Error('It did not come to its end')
}

/** A newline after each record, or between records only: then one less in an object. */
async function isWhole({ place, topic }: PeerTask): Promise<boolean> {
  let bytes = 0
  let objects = 0
  for await (const { size } of listObjects(place.s3, place.bucket, { prefix: place.prefix })) {
    bytes += size
    objects++
  }
  return objects > 0 && bytes >= topic.valueBytes + topic.records - objects
}

async function untilQuiet(): Promise<void> {
  const deadline = performance.now() + QUIET_PATIENCE
  while (performance.now() < deadline) {
    const before = machineTimes()
    await setTimeout(1000)
    const now = machineTimes()
    if ((now.idle - before.idle) / (now.all - before.all) >= QUIET) return
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const patience = new AbortController()
  await Promise.race([ended, setTimeout(20_000, undefined, { signal: patience.signal })])
  patience.abort()
  child.kill('SIGKILL')
  await ended
}
