import test from 'ava'
import { runSeed } from './run-seed.ts'

/** Run one world again, with all that happened in it: `SEED=123 npx ava test/engine/simulation/simulation.test.ts`. */
const SEED = process.env['SEED']
const SEEDS = Number(process.env['SEEDS'] ?? 2000)
const SHARES = 4

test.serial('the engine does the same for the same seed', async (t) => {
  const traces: string[][] = [[], []]
  for (const trace of traces) await runSeed(11, {}, (what) => trace.push(what))
  t.true((traces[0]?.length ?? 0) > 100)
  t.deepEqual(traces[0], traces[1])
})

for (let share = 0; share < SHARES; share++) {
  test.serial(
    `the engine exports each record exactly once, whatever happens (${share + 1} of ${SHARES})`,
    async (t) => {
      t.timeout(300_000)
      for (const seed of seedsOf(share)) {
        const problems = await runSeed(seed)
        if (problems.length > 0) t.fail(await told(seed, problems))
      }
      t.pass()
    },
  )
}

function seedsOf(share: number): readonly number[] {
  if (SEED !== undefined) return share === 0 ? [Number(SEED)] : []
  return Array.from({ length: SEEDS / SHARES }, (_, index) => share + 1 + index * SHARES)
}

async function told(seed: number, problems: readonly string[]): Promise<string> {
  const trace: string[] = []
  await runSeed(seed, {}, (what) => trace.push(what))
  return [`SEED=${seed}`, ...trace, ...problems].join('\n')
}
