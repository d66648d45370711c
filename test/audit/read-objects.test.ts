import test from 'ava'
import { readObjects } from '../../src/audit/read-objects.ts'
import { timeOfKey } from '../../src/audit/time-of-key.ts'
import { objectKey } from '../../src/engine/decide/object-key.ts'
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

test('timeOfKey() reads what objectKey() wrote', (t) => {
  for (const time of [1_616_752_590_000, 1_616_752_590_250]) {
    const key = objectKey({
      pathPrefix: '2020-01-01T00:00:00-x',
      time,
      streamName: 's',
      partitions: [0],
      compression: 'none',
    })
    t.is(timeOfKey(key), time)
  }
  t.is(timeOfKey('events/other.jsonl'), undefined)
})
