import { setTimeout } from 'node:timers/promises'
import { startCli, type RunningCli } from '../cli/run-cli.ts'

/** The named moments of the protocol at which `up` can kill itself. */
export const CRASH_POINTS = [
  'joined',
  'sealed',
  'announced',
  'recovering',
  'between-objects',
  'created',
  'advanced',
] as const

/** Milliseconds for leaving in order, over time-outs of a broker and a store that were just harmed. */
const PATIENCE = 60_000
/** Milliseconds for the first words of a process. */
const FIRST_WORDS = 12_000

export interface WorkersOptions {
  readonly cwd: string
  readonly env: { readonly [name: string]: string }
  readonly random: () => number
  /** Of `up`. */
  readonly upArguments: readonly string[]
  /** Where the first ones kill themselves, one after the other. */
  readonly crashAt: readonly string[]
}

interface Worker {
  readonly cli: RunningCli
  readonly crashAt: string | undefined
  /** What we sent that ends it, and whether it had printed anything by then: it listens before it prints. */
  readonly sent: { readonly signal: 'SIGTERM' | 'SIGKILL'; readonly hadSpoken: boolean }[]
  /** Members of it that we killed. */
  readonly membersKilled: number[]
}

/** Processes of `strmctl up` that come and go. */
export class Workers {
  readonly #options: WorkersOptions
  readonly #running = new Set<Worker>()
  /** Those too whose members still run. */
  readonly #unfinished = new Set<Worker>()
  readonly #crashes: string[] = []
  readonly #failures: string[] = []
  readonly #planned: string[]
  #kills = 0

  constructor(options: WorkersOptions) {
    this.#options = options
    this.#planned = [...options.crashAt]
  }

  /** How many ended by SIGKILL, their own or ours, members of `--workers` too. */
  get kills(): number {
    return this.#kills
  }

  /** The points at which they killed themselves. */
  get crashes(): readonly string[] {
    return this.#crashes
  }

  /** What those printed that ended in any way that was not asked for. */
  get failures(): readonly string[] {
    return this.#failures
  }

  /** Starts one, which every third time kills itself at a moment of the protocol. */
  start(): void {
    const { cwd, env, upArguments } = this.#options
    const isNext = this.#planned.length > 0 && this.#running.size === 0
    const crashAt = isNext ? this.#planned.shift() : this.#perhapsCrash()
    const crash = crashAt === undefined ? {} : { STRMCTL_CRASH_AT: crashAt }
    const cli = startCli(['up', ...upArguments], { cwd, env: { ...env, ...crash } })
    const worker: Worker = { cli, crashAt, sent: [], membersKilled: [] }
    this.#running.add(worker)
    // The members of one that was killed live on for a while, and hold its output open.
    cli.child.once('exit', () => this.#running.delete(worker))
    this.#unfinished.add(worker)
    void cli.ended.then((result) => {
      this.#unfinished.delete(worker)
      this.#kills += memberKills(result.stdout)
      if (result.signal === 'SIGKILL') this.#noteKill(worker)
      if (!wasAskedFor(worker, result)) this.#failures.push(describeEnd(result))
    })
  }

  /** Starts as many as are missing. */
  fill(count: number): void {
    for (let missing = count - this.#running.size; missing > 0; missing--) this.start()
  }

  /** Kills one at once. */
  kill(): void {
    const worker = this.#any()
    if (worker !== undefined) send(worker, 'SIGKILL')
  }

  /** Kills one member of one that runs several; where there are none, as `kill`. */
  killMember(): void {
    const worker = this.#any()
    const pid = worker === undefined ? undefined : membersOf(worker).at(-1)
    if (worker === undefined || pid === undefined) return this.kill()
    worker.membersKilled.push(pid)
    signalIfThere(pid, 'SIGKILL')
  }

  /** Asks one to leave. */
  leave(): void {
    const worker = this.#any()
    if (worker !== undefined) send(worker, 'SIGTERM')
  }

  /** Asks the one to leave that has been there for longest. */
  leaveOldest(): void {
    const worker = [...this.#running].find(({ sent }) => sent.length === 0)
    if (worker !== undefined) send(worker, 'SIGTERM')
  }

  /** Resolves when one has told something, at the latest after a while: it has partitions then, or waits for them. */
  async exporting(): Promise<void> {
    const deadline = performance.now() + FIRST_WORDS
    const speaks = (): boolean => [...this.#running].some(({ cli }) => cli.output().stdout.includes('running'))
    while (!speaks() && performance.now() < deadline) await setTimeout(50)
  }

  /** Stops some for so long that they are taken for dead, and lets them go on. Of one that runs several it is a member. */
  async freeze(milliseconds: number, count = 1): Promise<void> {
    const pids = [...this.#running]
      .map((worker) => ({ pid: membersOf(worker).at(-1) ?? worker.cli.child.pid, turn: this.#random() }))
      .toSorted((one, other) => one.turn - other.turn)
      .slice(0, count)
      .flatMap(({ pid }) => pid ?? [])
    pids.forEach((pid) => signalIfThere(pid, 'SIGSTOP'))
    await setTimeout(milliseconds)
    pids.forEach((pid) => signalIfThere(pid, 'SIGCONT'))
  }

  /** Ends all, half of them at once; the others have time, and not for ever. */
  async end(): Promise<void> {
    for (const worker of this.#running) send(worker, this.#random() < 1 / 2 ? 'SIGKILL' : 'SIGTERM')
    await Promise.all([...this.#unfinished].map((worker) => this.#awaitEnd(worker)))
  }

  async #awaitEnd(worker: Worker): Promise<void> {
    const over = new AbortController()
    const late = setTimeout(PATIENCE, true, { signal: over.signal }).catch(() => false)
    const isLate = await Promise.race([late, worker.cli.ended.then(() => false)])
    over.abort()
    if (!isLate) return
    this.#failures.push(`did not leave in ${PATIENCE / 1000} s: ${textOf(worker.cli.output())}`)
    send(worker, 'SIGKILL')
    for (const pid of membersOf(worker)) signalIfThere(pid, 'SIGKILL')
    await worker.cli.ended
  }

  #any(): Worker | undefined {
    return [...this.#running][Math.floor(this.#random() * this.#running.size)]
  }

  #noteKill({ crashAt, sent }: Worker): void {
    this.#kills++
    if (crashAt !== undefined && !sent.some(({ signal }) => signal === 'SIGKILL')) this.#crashes.push(crashAt)
  }

  #perhapsCrash(): string | undefined {
    if (this.#random() >= 1 / 3) return undefined
    const point = CRASH_POINTS[Math.floor(this.#random() * CRASH_POINTS.length)] ?? 'announced'
    return `${point}:${1 + Math.floor(this.#random() * 5)}`
  }

  #random(): number {
    return this.#options.random()
  }
}

function send({ cli, sent }: Worker, signal: 'SIGTERM' | 'SIGKILL'): void {
  const { stdout, stderr } = cli.output()
  sent.push({ signal, hadSpoken: stdout + stderr !== '' })
  cli.child.kill(signal)
}

/** Process ids of the members that it started. */
function membersOf({ cli }: Worker): readonly number[] {
  return [...cli.output().stdout.matchAll(/started as process (\d+)/g)].map(([, pid]) => Number(pid))
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone by itself.
  }
}

type Ended = Awaited<RunningCli['ended']>

/** Whether it ended as it was told to: each way has its one reason. */
function wasAskedFor({ crashAt, sent, membersKilled }: Worker, { code, signal, stdout }: Ended): boolean {
  const terms = sent.filter((each) => each.signal === 'SIGTERM')
  if (signal === 'SIGKILL') return crashAt !== undefined || sent.some((each) => each.signal === 'SIGKILL')
  // Before it listens, or, for a second time, when it has left and nobody listens any more.
  if (signal === 'SIGTERM') return terms.length > 1 || terms.some(({ hadSpoken }) => !hadSpoken)
  if (signal !== null) return false
  if (code === TERMINATED) return terms.length > 0
  // A member that is killed while all leave is not started again, and what it had is not written.
  const mayMembersDie = crashAt !== undefined || membersKilled.length > 0
  if (code === 1 && mayMembersDie) return terms.length > 0 && LEFT_DEAD.test(stdout)
  return code === 0 && terms.length > 0
}

const LEFT_DEAD = /^worker \d+: was killed by SIGKILL$/m

/** Of the process that was told to leave and could not in its grace, or that was told twice. */
const TERMINATED = 143

function memberKills(stdout: string): number {
  return stdout.match(/^worker \d+: .*SIGKILL/gm)?.length ?? 0
}

function describeEnd(ended: Ended): string {
  return `exit ${ended.code ?? ended.signal}: ${textOf(ended)}`
}

function textOf({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  return `${stdout.slice(-1500)}${stderr.slice(-1500)}`
}
