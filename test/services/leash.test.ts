import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { isAlive } from './is-alive.ts'
import { Leash } from './leash.ts'

/** A server that says it is ready and then does nothing, whatever it is told. */
const STUBBORN = [
  process.execPath,
  '-e',
  `process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6); console.log('go')`,
]

const HOLDER = fileURLToPath(new URL('leash-holder.ts', import.meta.url))

test('start() waits until the server is ready, and close() leaves neither process nor directory', async (t) => {
  const leash = await Leash.open()
  const server = await leash.start({ name: 'stubborn', command: STUBBORN, ready: 'go' })
  t.true(isAlive(server.pid))
  await leash.close()
  t.false(isAlive(server.pid))
  t.false(isAlive(leash.pid ?? 0))
  await t.throwsAsync(() => access(leash.directory), { code: 'ENOENT' })
})

test('start() rejects with what the server printed when it ends at once', async (t) => {
  const leash = await Leash.open()
  t.teardown(() => leash.close())
  const command = [process.execPath, '-e', `console.error('no room'); process.exit(3)`]
  await t.throwsAsync(() => leash.start({ name: 'short', command, ready: 'go' }), { message: /exit 3\nno room/ })
  await t.throwsAsync(() => leash.start({ name: 'absent', command: ['/nowhere/at-all'], ready: 'go' }), {
    message: /ENOENT/,
  })
})

for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
  test(`a process that dies of ${signal} leaves no server running`, async (t) => {
    const holder = spawn(process.execPath, ['--import=tsx', HOLDER], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(createInterface(holder.stdout), 'line')) as [string]
    const { server, leash, directory } = JSON.parse(line) as { server: number; leash: number; directory: string }
    t.true(isAlive(server))
    holder.kill(signal)
    while (isAlive(server) || isAlive(leash)) await setTimeout(10)
    await t.throwsAsync(() => access(directory), { code: 'ENOENT' })
  })
}
