import test from 'ava'
import { readObjects } from '../../src/audit/read-objects.ts'
import { timeOfKey } from '../../src/model/object-key/object-key.ts'
import type { Connector } from '../../src/model/connector.ts'

const signal = new AbortController().signal

function slowPlace(objects: number): { readonly connector: Connector; readonly most: () => number } {
  let [open, most] = [0, 0]
  const connector = {
    list: async function* () {
      for (let index = 0; index < objects; index++) yield { key: `2026-01-01T00:00:${10 + index}-s---0.jsonl`, size: 1 }
    },
    sink: {
      head: async () => {
        most = Math.max(most, ++open)
        await new Promise((resolve) => setImmediate(resolve))
        open--
        return { outcome: 'absent' }
      },
    },
  } as unknown as Connector
  return { connector, most: () => most }
}

test('readObjects() looks at several objects at once, not at all, and gives them in order', async (t) => {
  const { connector, most } = slowPlace(50)
  const keys: string[] = []
  for await (const { key } of readObjects({ connector, prefix: '' }, { signal })) keys.push(key)
  t.is(keys.length, 50)
  t.deepEqual(keys, keys.toSorted())
  t.is(most(), 16)
})

test('readObjects() passes over what was written before', async (t) => {
  const { connector } = slowPlace(50)
  let looked = 0
  const from = Date.parse('2026-01-01T00:00:55Z')
  for await (const { key } of readObjects({ connector, prefix: '' }, { signal, from, onObject: () => looked++ }))
    t.true((timeOfKey(key) ?? 0) >= from)
  t.is(looked, 5)
})
