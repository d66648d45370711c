import { testSeed } from '../cli/random.ts'
import { directoryGround } from './directory-ground.ts'
import type { Ground } from './ground.ts'
import { kafkaGround } from './kafka-ground.ts'
import { runChaos } from './run-chaos.ts'

const GROUNDS: Readonly<Record<string, () => Ground | Promise<Ground>>> = {
  directory: directoryGround,
  kafka: kafkaGround,
}

/**
 * `npm run chaos [-- GROUND…]`: CHAOS_RUNS (30) runs of CHAOS_SECONDS (30) each; leaves with 1 when a record was lost or
 * doubled or `verify` disagrees. SEED repeats the first run's choices; CHAOS_WORKERS (1 to 3 by turns) how many run.
 */
async function main(names: readonly string[]): Promise<void> {
  const runs = Number(process.env['CHAOS_RUNS'] ?? 30)
  const duration = Number(process.env['CHAOS_SECONDS'] ?? 30) * 1000
  const first = testSeed()
  for (const name of names.length > 0 ? names : ['kafka']) {
    const totals = { records: 0, kills: 0, failed: 0 }
    for (let run = 0; run < runs; run++) {
      const workers = Number(process.env['CHAOS_WORKERS'] ?? 1 + (run % 3))
      const result = await onGround(name, { seed: first + run, duration, workers })
      totals.records += result.records
      totals.kills += result.kills
      if (result.complaints.length > 0) totals.failed++
      const size = `${workers} workers, ${result.records} records, ${result.kills} kills`
      console.log(`${name} ${run + 1}, SEED=${first + run}: ${size}: ${result.complaints.join('\n') || 'each once'}`)
      if (result.complaints.length > 0) console.log(`  struck: ${result.struck.join(', ')}`)
    }
    console.log(`${name}: ${runs} runs, ${totals.kills} kills, ${totals.records} records, ${totals.failed} runs failed`)
    if (totals.failed > 0) process.exitCode = 1
  }
}

async function onGround(
  name: string,
  options: Omit<Parameters<typeof runChaos>[0], 'ground'>,
): Promise<Awaited<ReturnType<typeof runChaos>>> {
  const open = GROUNDS[name]
  if (open === undefined) throw new Error(`No ground is called "${name}": ${Object.keys(GROUNDS).join(', ')}`)
  const ground = await open()
  try {
    return await runChaos({ ...options, ground })
  } finally {
    await ground.close()
  }
}

await main(process.argv.slice(2))
