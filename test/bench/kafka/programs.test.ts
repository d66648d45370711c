import test from 'ava'
import { bundle } from '../bundle.ts'

for (const program of ['kafkajs-exporter.mjs', 'limit-reader.mjs', 'steady-producer.mjs']) {
  test(`${program} finds all that it imports of ours`, async (t) => {
    await t.notThrowsAsync(bundle(new URL(program, import.meta.url)))
  })
}
