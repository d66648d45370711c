import { testSeed } from '../cli/random.ts'
import { testWithKafkaAndS3 as test } from '../services/kafka-and-s3.ts'
import { kafkaGround } from './kafka-ground.ts'
import { runChaos } from './run-chaos.ts'
import { describePlan, planOf } from './run-plan.ts'

test('two processes between Kafka and S3, both harmed too, lose and double nothing', async (t) => {
  t.timeout(300_000)
  const seed = testSeed()
  const plan = planOf(1)
  t.log(`SEED=${seed}, ${describePlan(plan)}`)
  const ground = await kafkaGround(plan)
  t.teardown(() => ground.close())
  const result = await runChaos({ ground, seed, duration: 10_000, plan })
  t.deepEqual(result.complaints, [], `SEED=${seed} ${result.struck.join(' ')}`)
  t.true(result.audits.every(({ records }) => records > 0))
})
