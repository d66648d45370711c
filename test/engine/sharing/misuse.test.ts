import test from 'ava'
import type { ExecutionContext } from 'ava'
import type { Fetched } from '../../../src/model/stream.ts'
import { randomFrom } from '../../cli/random.ts'
import { Kit } from './hub-kit.ts'

test('whatever they do, readers get every record once and in order', async (t) => {
  for (let seed = 1; seed <= 60; seed++) await misuse(t, seed)
})

async function misuse(t: ExecutionContext, seed: number): Promise<void> {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const partitions = 1 + below(3)
  const kit = new Kit({ partitions, fetchBytes: 50 + below(300) })
  const all = Array.from({ length: partitions }, (): string[] => [])
  const append = () => {
    const partition = below(partitions)
    const log = all[partition] ?? []
    for (let left = below(20); left > 0; left--) {
      log.push(`${log.length}:${'x'.repeat(below(30))}`)
      kit.topic.append(partition, log.at(-1) ?? '')
    }
  }
  for (let round = 0; round < 5; round++) append()
  const readers = Array.from({ length: 1 + below(4) }, () => {
    const owned = [...all.keys()].filter(() => random() < 0.8)
    const at = owned.map((partition) => [partition, below((all[partition]?.length ?? 0) + 1)] as const)
    return { at, taking: kit.reader(at), held: [] as readonly Fetched[] }
  })
  for (let step = 0; step < 150; step++) {
    const reader = readers[below(readers.length)]
    if (random() < 0.2) append()
    kit.failing = random() < 0.05
    reader?.taking.take(reader.held)
    if (reader !== undefined) reader.held = await reader.taking.poll({ maxBytes: 20 + below(400) }).catch(() => [])
  }
  kit.failing = false
  for (const { at, taking, held } of readers) {
    taking.take(held)
    for (let round = 0; round < 60; round++) await taking.next()
    for (const [partition, from] of at) {
      t.deepEqual(taking.values.get(partition) ?? [], all[partition]?.slice(from) ?? [], `seed ${seed}`)
    }
  }
  for (const { taking } of readers) await taking.reader.close()
  t.is(kit.budget.usedBytes, 0, `seed ${seed}`)
  t.is(kit.open, 0, `seed ${seed}`)
}
