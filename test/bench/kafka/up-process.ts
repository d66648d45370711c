import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { BIN } from '../run-measured.ts'
import { UpMembers, type Member } from './up-members.ts'

export interface UpOptions {
  readonly directory: string
  readonly env: { readonly [name: string]: string }
  /** With `--workers`, where more than one. */
  readonly workers: number
}

/** A `strmctl up` that can be killed, or one of its workers. */
export class UpProcess {
  readonly #child: ChildProcess
  readonly #members: UpMembers
  #isGone = false

  constructor({ directory, env, workers }: UpOptions) {
    this.#child = spawn(process.execPath, [BIN, ...upArguments({ workers }), '--json'], {
      cwd: directory,
      env: { PATH: process.env['PATH'], HOME: directory, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#members = new UpMembers(workers > 1 ? undefined : this.#child.pid)
    this.#child.once('exit', () => (this.#isGone = true))
    if (this.#child.stdout === null) throw new Error('up has no output')
    createInterface(this.#child.stdout).on('line', (line) => this.#members.take(line))
  }

  /** Whether its process has ended, killed or not. */
  get isGone(): boolean {
    return this.#isGone
  }

  get members(): readonly Member[] {
    return this.#isGone ? [] : this.#members.all
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    if (this.#isGone) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
  }
}

/** The words of the command. As many workers have the same group instance ids as the ones before them: static ones that were killed are waited for otherwise. */
export function upArguments({ workers }: Pick<UpOptions, 'workers'>): readonly string[] {
  return ['up', ...(workers > 1 ? ['--workers', String(workers)] : [])]
}
