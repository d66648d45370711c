import { once } from 'node:events'
import test from 'ava'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { DIRECT_LINK } from '../../memory/link.ts'
import { Kit } from '../kit.ts'

test('runExporter() keeps within the budget while the destination is slow, however many partitions there are', async (t) => {
  const kit = new Kit(64, { intervalMs: 3_600_000 })
  kit.budget = new MemoryBudget(1 << 20)
  const answer = new AbortController()
  const answered = once(answer.signal, 'abort')
  const link = {
    ...DIRECT_LINK,
    call: async <T>(operation: string, effect: () => T) => {
      if (operation === 'create') await answered
      return DIRECT_LINK.call(operation, effect)
    },
  }
  const running = kit.run({ world: kit.world(link) })
  for (let partition = 0; partition < 64; partition++) {
    for (let n = 0; n < 64; n++) kit.topic.append(partition, `${n}`.padStart(1000, '.'))
    await kit.clock.advance(1000)
  }
  t.true(kit.budget.usedBytes > kit.budget.limitBytes / 2)
  t.true(kit.budget.usedBytes <= kit.budget.limitBytes, `${kit.budget.usedBytes} of ${kit.budget.limitBytes}`)
  kit.kill.abort()
  answer.abort()
  await kit.finish(running)
})
