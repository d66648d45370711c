import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { randomFrom } from '../cli/random.ts'
import { runCli } from '../cli/run-cli.ts'
import { compareWith, complaintsOf, countNumbers, type Audit } from './audit.ts'
import type { Fault, Ground } from './ground.ts'
import type { RunPlan } from './run-plan.ts'
import { Workers } from './workers.ts'

export interface ChaosOptions {
  readonly ground: Ground
  readonly seed: number
  /** Milliseconds of harm. */
  readonly duration: number
  readonly plan: Pick<RunPlan, 'workers'> &
    Partial<Pick<RunPlan, 'members' | 'comeAndGo' | 'crashAt' | 'zombies' | 'outage'>>
}

export interface ChaosResult {
  /** One for each exporter. */
  readonly audits: readonly Audit[]
  readonly kills: number
  /** The crash points at which workers killed themselves. */
  readonly crashes: readonly string[]
  /** What struck, in order. */
  readonly struck: readonly string[]
  /** Empty when every record is in the objects once, `verify` agrees, and nobody ended unasked. */
  readonly complaints: readonly string[]
}

/** Milliseconds past the lease and the session time-out, so that a frozen worker is replaced. */
const FREEZE = 8000
/** Milliseconds in which the first workers get to their crash points. */
const FIRST_CRASHES = 12_000
/** Milliseconds between one that leaves and the next, each with one that comes. */
const COME_AND_GO = 3000

/** One run: numbered records go in while workers, broker and store are harmed; then everything is read back. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { ground, seed, plan } = options
  const { env, upArguments } = ground
  const cwd = await mkdtemp(join(tmpdir(), 'strmctl-chaos-'))
  try {
    await writeFile(join(cwd, 'main.strm.hcl'), ground.configuration)
    await expectSuccess(['apply', '--auto-approve'], { cwd, env })
    const producer = ground.produce(cwd)
    const workers = new Workers({ cwd, env, upArguments, random: randomFrom(seed), crashAt: plan.crashAt ?? [] })
    const struck = await harm(workers, options)
    await producer.stop()
    ground.calm()
    await workers.end()
    const last = await runCli(['up', '--once', '--timeout', '3m', ...upArguments], { cwd, env })
    const proof = await runCli(['verify', '--content'], { cwd, env })
    const { audits, complaints: ofRecords } = await auditAll(ground, cwd)
    const complaints = [
      ...ofRecords,
      ...(last.code === 0 ? [] : [`up --once: exit ${last.code}: ${last.stdout}${last.stderr}`]),
      ...(proof.code === 0 ? [] : [`verify: exit ${proof.code}: ${proof.stdout}${proof.stderr}`]),
      ...workers.failures.map((failure) => `up: ${failure}`),
    ]
    return { audits, kills: workers.kills, crashes: workers.crashes, struck, complaints }
  } finally {
    await rm(cwd, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function auditAll(
  ground: Ground,
  cwd: string,
): Promise<{ readonly audits: readonly Audit[]; readonly complaints: readonly string[] }> {
  const stream = await countNumbers(ground.values(cwd))
  const audits: Audit[] = []
  const complaints: string[] = []
  for (const { exporter, objects } of ground.outputs) {
    const found = await compareWith(stream, objects(cwd))
    audits.push(found)
    complaints.push(...complaintsOf(found).map((complaint) => `${exporter}: ${complaint}`))
  }
  return { audits, complaints }
}

/** Harms until the time is over, one thing after the other, with a little peace between; gives what it did. */
async function harm(workers: Workers, options: ChaosOptions): Promise<readonly string[]> {
  const { seed, duration, plan, ground } = options
  const over = new AbortController()
  await reachCrashPoints(workers, plan)
  const churn = plan.comeAndGo === true ? comeAndGo(workers, plan.workers, over.signal) : Promise.resolve()
  const harming = { workers, plan, random: randomFrom(seed + 1), struck: [] as string[] }
  if (plan.outage === true && ground.outage !== undefined) await sitOut(ground.outage, harming)
  if (plan.zombies === true) await strike(zombiesOf(workers, plan), harming)
  const first = pick(ground.first ?? [], harming)
  if (first !== undefined) await strike(first, harming)
  const deadline = performance.now() + duration
  await strikeWhile(() => performance.now() < deadline, deedsOf(workers, options), harming)
  over.abort()
  await churn
  return harming.struck
}

interface Harming {
  readonly workers: Workers
  readonly plan: ChaosOptions['plan']
  readonly random: () => number
  /** Grows. */
  readonly struck: string[]
}

async function sitOut({ fault, beside }: NonNullable<Ground['outage']>, harming: Harming): Promise<void> {
  let over = false
  const struck = strike(fault, harming).finally(() => (over = true))
  await strikeWhile(() => !over, [...ownDeeds(harming.workers, harming.plan), ...beside], harming)
  await struck
}

async function strikeWhile(goesOn: () => boolean, deeds: readonly Fault[], harming: Harming): Promise<void> {
  const { workers, plan, random } = harming
  while (goesOn()) {
    workers.fill(plan.workers)
    await setTimeout(random() * 1500)
    const deed = pick(deeds, harming)
    if (deed !== undefined) await strike(deed, harming)
  }
}

function pick(deeds: readonly Fault[], { random }: Harming): Fault | undefined {
  return deeds[Math.floor(random() * deeds.length)]
}

async function strike(deed: Fault, { struck, random }: Harming): Promise<void> {
  struck.push(deed.name)
  await deed.strike(random)
}

/** Alone, so that nobody else keeps it from getting there. Members of one process are not seen to. */
async function reachCrashPoints(workers: Workers, { crashAt = [], members = 1 }: ChaosOptions['plan']): Promise<void> {
  if (members > 1) return
  const deadline = performance.now() + FIRST_CRASHES
  while (workers.crashes.length < crashAt.length && performance.now() < deadline) {
    workers.fill(1)
    await setTimeout(100)
  }
}

function deedsOf(workers: Workers, { ground, plan }: ChaosOptions): readonly Fault[] {
  const own = ownDeeds(workers, plan)
  const zombies = plan.zombies === true ? Array.from({ length: 6 }, () => zombiesOf(workers, plan)) : []
  return [...own, ...own, ...zombies, ...ground.faults]
}

function ownDeeds(workers: Workers, { members = 1 }: ChaosOptions['plan']): readonly Fault[] {
  const kill: Fault = { name: 'kill', strike: () => Promise.resolve(workers.kill()) }
  const member: Fault = { name: 'kill a member', strike: () => Promise.resolve(workers.killMember()) }
  return [
    kill,
    kill,
    members > 1 ? member : kill,
    { name: 'leave', strike: () => Promise.resolve(workers.leave()) },
    { name: 'freeze', strike: () => workers.freeze(FREEZE) },
  ]
}

/** Two stand still, and two come meanwhile. */
function zombiesOf(workers: Workers, plan: ChaosOptions['plan']): Fault {
  const freezeTwo = async (): Promise<void> => {
    workers.fill(plan.workers)
    await workers.exporting()
    const thawed = workers.freeze(FREEZE, 2)
    workers.fill(plan.workers + 2)
    await thawed
  }
  return { name: 'two zombies', strike: freezeTwo }
}

async function comeAndGo(workers: Workers, count: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await setTimeout(COME_AND_GO)
    workers.fill(count + 1)
    workers.leaveOldest()
  }
}

async function expectSuccess(args: readonly string[], options: Parameters<typeof runCli>[1]): Promise<void> {
  const { code, stdout, stderr } = await runCli(args, options)
  if (code !== 0) throw new Error(`strmctl ${args.join(' ')}: exit ${code}\n${stdout}${stderr}`)
}
