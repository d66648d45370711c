import test from 'ava'
import { MUTATIONS } from './mutations.ts'
import { runSeed } from './run-seed.ts'

const MOST_SEEDS = 2000

for (const [what, mutation] of Object.entries(MUTATIONS)) {
  test.serial(`the simulation finds it when ${what}`, async (t) => {
    t.timeout(300_000)
    for (let seed = 1; seed <= MOST_SEEDS; seed++) {
      const problems = await runSeed(seed, mutation)
      if (problems.length === 0) continue
      t.log(`seed ${seed}: ${problems[0]?.split('\n')[0]}`)
      return t.pass()
    }
    return t.fail(`not found in ${MOST_SEEDS} seeds`)
  })
}
