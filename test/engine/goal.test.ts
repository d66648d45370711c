import test from 'ava'
import { Kit } from './kit.ts'

test('runExporter() once is not done where the ledger is lost and the stream has no events', async (t) => {
  const kit = new Kit(2)
  kit.group.entries.clear()
  t.like(await kit.finish(kit.run({ once: true })), { outcome: 'failed' })
})
