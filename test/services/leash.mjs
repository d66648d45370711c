// Runs servers, and ends them and removes their directory as soon as the process that asked for them is gone, however
// that one ended: the channel between them closes. Plain JavaScript, so that it starts at once and stays small.
import { spawn } from 'node:child_process'
import { createWriteStream, rmSync } from 'node:fs'

const [directory = ''] = process.argv.slice(2)
/** @type {Set<import('node:child_process').ChildProcess>} */
const servers = new Set()
let ending = false

process.on('message', start)
process.on('disconnect', end)
process.on('SIGTERM', end)
// Whoever ends a whole terminal session ends the owner too: the channel tells.
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})

function start({ id, command, env, log, ready }) {
  const output = createWriteStream(log, { flags: 'a' })
  const server = spawn(command[0], command.slice(1), {
    cwd: directory,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  server.once('error', (error) => gone(id, error.message))
  server.once('exit', (code, signal) => gone(id, `exit ${code ?? signal}`))
  server.once('close', () => output.end())
  watch({ id, server, ready, output })
  if (server.pid === undefined) return
  servers.add(server)
  server.once('exit', () => {
    servers.delete(server)
    if (ending) leaveWhenDone()
  })
  tell({ id, type: 'started', pid: server.pid })
}

/** Copies what a server prints to its log, and tells when it has printed that it is ready. */
function watch({ id, server, ready, output }) {
  let seen = ''
  let told = false
  const look = (chunk) => {
    output.write(chunk)
    if (told) return
    seen = (seen + chunk).slice(-4096)
    if (!seen.includes(ready)) return
    told = true
    tell({ id, type: 'ready' })
  }
  server.stdout.on('data', look)
  server.stderr.on('data', look)
}

function gone(id, reason) {
  tell({ id, type: 'ended', reason })
}

function tell(message) {
  if (process.connected) process.send(message, () => {})
}

function end() {
  if (ending) return
  ending = true
  for (const server of servers) server.kill('SIGKILL')
  leaveWhenDone()
}

function leaveWhenDone() {
  if (servers.size > 0) return
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  process.exit(0)
}
