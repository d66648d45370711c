import { testSeed } from '../cli/random.ts'
import { directoryGround } from './directory-ground.ts'
import type { Ground } from './ground.ts'
import { kafkaGround } from './kafka-ground.ts'
import { runChaos, type ChaosResult } from './run-chaos.ts'
import { describePlan, planOf, type RunPlan } from './run-plan.ts'
import { summarize } from './summarize.ts'

const GROUNDS: Readonly<Record<string, (plan: RunPlan) => Ground | Promise<Ground>>> = {
  directory: directoryGround,
  kafka: kafkaGround,
}

interface Wanted {
  readonly name: string
  readonly first: number
  /** Milliseconds of harm. */
  readonly duration: number
}

/**
 * `npm run chaos [-- GROUND…]`: CHAOS_RUNS (30) runs of CHAOS_SECONDS (20) each (twice that with three brokers, a minute
 * more without any), CHAOS_PARALLEL (1) at a time; leaves with 1 when a record was lost or doubled, `verify` disagrees or a
 * process ended unasked. SEED repeats choices: run N has the seed SEED + N, and CHAOS_FIRST (0) the number of the first run,
 * which says what it is made of.
 */
async function main(names: readonly string[]): Promise<void> {
  const from = setting('CHAOS_FIRST', 0)
  const numbers = Array.from({ length: setting('CHAOS_RUNS', 30) }, (_, index) => from + index)
  const first = testSeed()
  for (const name of names.length > 0 ? names : ['kafka']) {
    const wanted: Wanted = { name, first, duration: setting('CHAOS_SECONDS', 20) * 1000 }
    const results: ChaosResult[] = []
    const waiting = [...numbers]
    const takeTurns = async (): Promise<void> => {
      for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) results.push(await runOne(run, wanted))
    }
    // A run that cannot begin leaves the others to end in order, with all that they started.
    const turns = await Promise.allSettled(Array.from({ length: setting('CHAOS_PARALLEL', 1) }, takeTurns))
    const failed = turns.find((turn) => turn.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    console.log(`${name}: ${summarize(results)}`)
    if (results.some(({ complaints }) => complaints.length > 0)) process.exitCode = 1
  }
}

function setting(name: string, usual: number): number {
  return Number(process.env[name] ?? usual)
}

async function runOne(run: number, { name, first, duration }: Wanted): Promise<ChaosResult> {
  const plan = planOf(run)
  const open = GROUNDS[name]
  if (open === undefined) throw new Error(`No ground is called "${name}": ${Object.keys(GROUNDS).join(', ')}`)
  const ground = await open(plan)
  try {
    // Three brokers take longer over everything.
    const harm = plan.brokers === 1 ? duration : 2 * duration
    const result = await runChaos({ ground, seed: first + run, duration: harm, plan })
    report(`${name} ${run}, SEED=${first}, ${describePlan(plan)}`, result)
    return result
  } finally {
    await ground.close()
  }
}

function report(what: string, { audits, kills, crashes, struck, complaints }: ChaosResult): void {
  const harm = `${kills} kills (${crashes.join(' ')}), ${struck.length} faults`
  console.log(`${what}: ${audits[0]?.records} records, ${harm}: ${complaints.join('\n') || 'each once'}`)
  if (complaints.length > 0) console.log(`  struck: ${struck.join(', ')}`)
}

await main(process.argv.slice(2))
