import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { randomFrom } from '../cli/random.ts'
import { runCli } from '../cli/run-cli.ts'
import { audit, complaintsOf } from './audit.ts'
import type { Ground } from './ground.ts'
import { Workers } from './workers.ts'

export interface ChaosOptions {
  readonly ground: Ground
  readonly seed: number
  /** Milliseconds of harm. */
  readonly duration: number
  /** Processes of `up`, from 1. */
  readonly workers: number
}

export interface ChaosResult {
  readonly records: number
  readonly kills: number
  /** What struck, in order. */
  readonly struck: readonly string[]
  /** Empty when every record is in the objects once and `verify` agrees. */
  readonly complaints: readonly string[]
}

/** Milliseconds past the lease and the session time-out, so that a frozen worker is replaced. */
const FREEZE = 5000

/** One run: numbered records go in while workers, broker and store are harmed; then everything is read back. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { ground, seed } = options
  const cwd = await mkdtemp(join(tmpdir(), 'strmctl-chaos-'))
  try {
    await writeFile(join(cwd, 'main.strm.hcl'), ground.configuration)
    await expectSuccess(['apply', '--auto-approve'], { cwd, env: ground.env })
    const producer = ground.produce(cwd)
    const workers = new Workers({ cwd, env: ground.env, random: randomFrom(seed) })
    const struck = await harm(workers, options)
    await producer.stop()
    await workers.end()
    const last = await runCli(['up', '--once', '--timeout', '3m'], { cwd, env: ground.env })
    const proof = await runCli(['verify', '--content'], { cwd, env: ground.env })
    const found = await audit(ground.values(cwd), ground.objects(cwd))
    const complaints = [
      ...complaintsOf(found),
      ...(last.code === 0 ? [] : [`up --once: exit ${last.code}: ${last.stdout}${last.stderr}`]),
      ...(proof.code === 0 ? [] : [`verify: exit ${proof.code}: ${proof.stdout}${proof.stderr}`]),
      ...workers.failures.map((failure) => `up: ${failure}`),
    ]
    return { records: found.records, kills: workers.kills, struck, complaints }
  } finally {
    await rm(cwd, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Harms until the time is over, one thing after the other, with a little peace between; gives what it did. */
async function harm(workers: Workers, options: ChaosOptions): Promise<readonly string[]> {
  const { ground, seed, duration, workers: count } = options
  const random = randomFrom(seed + 1)
  const own = {
    kill: () => Promise.resolve(workers.kill()),
    leave: () => Promise.resolve(workers.leave()),
    freeze: () => workers.freeze(FREEZE),
  }
  const deeds = [
    ...Object.entries(own).map(([name, strike]) => ({ name, strike })),
    { name: 'kill', strike: own.kill },
    ...ground.faults,
  ]
  const struck: string[] = []
  const deadline = performance.now() + duration
  while (performance.now() < deadline) {
    workers.fill(count)
    await setTimeout(random() * 1500)
    const deed = deeds[Math.floor(random() * deeds.length)]
    if (deed === undefined) continue
    struck.push(deed.name)
    await deed.strike(random)
  }
  return struck
}

async function expectSuccess(args: readonly string[], options: Parameters<typeof runCli>[1]): Promise<void> {
  const { code, stdout, stderr } = await runCli(args, options)
  if (code !== 0) throw new Error(`strmctl ${args.join(' ')}: exit ${code}\n${stdout}${stderr}`)
}
