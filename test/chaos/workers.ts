import { setTimeout } from 'node:timers/promises'
import { startCli, type RunningCli } from '../cli/run-cli.ts'

/** The named moments of the protocol at which `up` can kill itself. */
const CRASH_POINTS = ['joined', 'recovering', 'sealed', 'announced', 'created', 'advanced']

export interface WorkersOptions {
  readonly cwd: string
  readonly env: { readonly [name: string]: string }
  readonly random: () => number
}

/** Processes of `strmctl up` that come and go. */
export class Workers {
  readonly #options: WorkersOptions
  readonly #running = new Set<RunningCli>()
  #kills = 0
  readonly #failures: string[] = []

  constructor(options: WorkersOptions) {
    this.#options = options
  }

  /** How many ended by SIGKILL, their own or ours. */
  get kills(): number {
    return this.#kills
  }

  /** What those printed that ended by themselves with anything but 0. */
  get failures(): readonly string[] {
    return this.#failures
  }

  /** Starts one, which every third time kills itself at a moment of the protocol. */
  start(): void {
    const { cwd, env } = this.#options
    const crash = this.#random() < 1 / 3 ? { STRMCTL_CRASH_AT: this.#crashPoint() } : {}
    const worker = startCli(['up', '--lease', '3s'], { cwd, env: { ...env, ...crash } })
    this.#running.add(worker)
    void worker.ended.then(({ code, signal, stdout, stderr }) => {
      this.#running.delete(worker)
      if (signal === 'SIGKILL') this.#kills++
      // Asked to leave before it listened, or asked twice.
      else if (signal !== 'SIGTERM' && code !== 0)
        this.#failures.push(`exit ${code}: ${(stdout + stderr).slice(-1000)}`)
    })
  }

  /** Starts as many as are missing. */
  fill(count: number): void {
    for (let missing = count - this.#running.size; missing > 0; missing--) this.start()
  }

  /** Kills one at once. */
  kill(): void {
    this.#any()?.child.kill('SIGKILL')
  }

  /** Asks one to leave. */
  leave(): void {
    this.#any()?.child.kill('SIGTERM')
  }

  /** Stops one for so long that it is taken for dead, and lets it go on. */
  async freeze(milliseconds: number): Promise<void> {
    const worker = this.#any()
    worker?.child.kill('SIGSTOP')
    await setTimeout(milliseconds)
    worker?.child.kill('SIGCONT')
  }

  /** Ends all, half of them at once. */
  async end(): Promise<void> {
    const ended = [...this.#running].map((worker) => {
      worker.child.kill(this.#random() < 1 / 2 ? 'SIGKILL' : 'SIGTERM')
      return worker.ended
    })
    await Promise.all(ended)
  }

  #any(): RunningCli | undefined {
    return [...this.#running][Math.floor(this.#random() * this.#running.size)]
  }

  #crashPoint(): string {
    const point = CRASH_POINTS[Math.floor(this.#random() * CRASH_POINTS.length)] ?? 'announced'
    return `${point}:${1 + Math.floor(this.#random() * 5)}`
  }

  #random(): number {
    return this.#options.random()
  }
}
