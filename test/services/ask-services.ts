import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ServiceAnswer, Services } from './share-services.ts'

const SCRIPT = fileURLToPath(new URL('share-services.ts', import.meta.url))

/** Milliseconds between two tries to reach the process that shares the servers, and how many there are. */
const TRY_AGAIN = 50
const TRIES = 600

/** The address of a server that all test files of this run share; the first who asks waits for its start. */
export async function askServices<Name extends keyof Services>(name: Name): Promise<Services[Name]> {
  const socket = socketOf(process.ppid)
  let reply = await ask(socket, name)
  if (reply === undefined) startSharing(socket)
  for (let tries = 0; reply === undefined && tries < TRIES; tries++) {
    await setTimeout(TRY_AGAIN)
    reply = await ask(socket, name)
  }
  if (reply === undefined) throw new Error(`${name} did not start: nobody answered at ${socket}`)
  const answer = JSON.parse(reply) as ServiceAnswer<Services[Name]>
  if ('failure' in answer) throw new Error(`${name} did not start: ${answer.failure}`)
  return answer.address
}

/** Named after the process that runs all test files, ava's own: its id and, as ids come back, when it started. */
function socketOf(run: number): string {
  return join(tmpdir(), `strmctl-services-${run}-${startOf(run)}.socket`)
}

/** From /proc/PID/stat, proc(5): the 22nd field, the 20th after the name in parentheses. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function startSharing(socket: string): void {
  const args = ['--import=tsx', SCRIPT, String(process.ppid), socket]
  spawn(process.execPath, args, { detached: true, stdio: 'ignore' }).unref()
}

/** Undefined when nobody listens. */
async function ask(socket: string, name: string): Promise<string | undefined> {
  const connection = connect({ path: socket, allowHalfOpen: true })
  connection.end(name)
  try {
    return await text(connection)
  } catch (error) {
    if (isNobody(error)) return undefined
    throw error
  }
}

function isNobody(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
}
