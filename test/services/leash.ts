import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('leash.mjs', import.meta.url))

export interface ServerCommand {
  /** Names its log, `<name>.log` in the directory. */
  readonly name: string
  readonly command: readonly string[]
  readonly env?: { readonly [name: string]: string }
  /** What it prints when it takes requests; without this it counts as ready once its process runs. */
  readonly ready?: string
}

export interface RunningServer {
  readonly pid: number
  /** Resolves with the reason when its process is gone. */
  readonly ended: Promise<string>
  /** Sends a signal and, when it ends the process, resolves once that is gone. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

type Message =
  | { readonly id: number; readonly type: 'started'; readonly pid: number }
  | { readonly id: number; readonly type: 'ready' }
  | { readonly id: number; readonly type: 'ended'; readonly reason: string }

/**
 * A process between us and our servers that ends them, and removes the directory, when we are gone: closed, crashed or
 * killed.
 */
export class Leash {
  /** A temporary directory of its own: the working directory of the servers, and the place for their data. */
  readonly directory: string
  readonly #holder: ChildProcess
  #servers = 0

  private constructor(directory: string) {
    this.directory = directory
    this.#holder = fork(SCRIPT, [directory], { detached: true, execArgv: [], stdio: 'ignore' })
    // Every server listens for its own messages.
    this.#holder.setMaxListeners(0)
  }

  static async open(): Promise<Leash> {
    const above = process.env['STRMCTL_SERVICES_DIRECTORY'] ?? (await realpath(tmpdir()))
    return new Leash(await mkdtemp(join(above, 'strmctl-services-')))
  }

  /** Id of the process that holds the leash. */
  get pid(): number | undefined {
    return this.#holder.pid
  }

  /** Starts a server and resolves when it is ready; rejects, with what it printed, when it ends before. */
  async start(server: ServerCommand): Promise<RunningServer> {
    const id = this.#servers++
    const log = join(this.directory, `${server.name}.log`)
    const { command, env = {}, ready } = server
    const heard = this.#hear(id, ready === undefined ? 'started' : 'ready')
    this.#holder.send({ id, command, env, log, ready })
    const first = await Promise.race([heard.ready, heard.ended])
    if (typeof first === 'string') {
      const printed = await readFile(log, 'utf8').catch(() => '')
      throw new Error(`${server.name} did not start: ${first}\n${printed.slice(-4000)}`)
    }
    const { pid } = first
    return { pid, ended: heard.ended, end: (signal) => endProcess(pid, signal, heard.ended) }
  }

  /** Ends the servers, removes the directory, and resolves when both are done. */
  async close(): Promise<void> {
    if (this.#holder.exitCode !== null || this.#holder.signalCode !== null) return
    const ended = once(this.#holder, 'exit')
    if (this.#holder.connected) this.#holder.disconnect()
    await ended
  }

  /** Lets our own process end although servers run; they end with it. */
  unref(): void {
    this.#holder.unref()
    this.#holder.channel?.unref()
  }

  #hear(
    id: number,
    awaited: Message['type'],
  ): { readonly ready: Promise<{ readonly pid: number }>; readonly ended: Promise<string> } {
    const holder = this.#holder
    let pid = 0
    const ready = new Promise<{ readonly pid: number }>((resolve) => {
      this.#onMessage(id, (message) => {
        if (message.type === 'started') pid = message.pid
        if (message.type === awaited) resolve({ pid })
      })
    })
    const ended = new Promise<string>((resolve) => {
      holder.once('exit', () => resolve('its leash was let go'))
      this.#onMessage(id, (message) => {
        if (message.type === 'ended') resolve(message.reason)
      })
    })
    return { ready, ended }
  }

  #onMessage(id: number, take: (message: Message) => void): void {
    this.#holder.on('message', (received) => {
      const message = received as Message
      if (message.id === id) take(message)
    })
  }
}

async function endProcess(pid: number, signal: NodeJS.Signals, ended: Promise<string>): Promise<void> {
  process.kill(pid, signal)
  await ended
}
