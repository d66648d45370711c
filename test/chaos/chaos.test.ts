import test from 'ava'
import { testSeed } from '../cli/random.ts'
import { directoryGround } from './directory-ground.ts'
import { runChaos } from './run-chaos.ts'

test('two processes that are killed, frozen and sent away lose and double nothing', async (t) => {
  t.timeout(300_000)
  const seed = testSeed()
  t.log(`SEED=${seed}`)
  const result = await runChaos({ ground: directoryGround(), seed, duration: 10_000, plan: { workers: 2 } })
  t.deepEqual(result.complaints, [], `SEED=${seed} ${result.struck.join(' ')}`)
  t.true(result.audits.every(({ records }) => records > 0))
})
