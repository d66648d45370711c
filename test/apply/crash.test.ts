import assert from 'node:assert/strict'
import test from 'ava'
import { fc } from '../tooling/properties.ts'
import type { FieldValues } from '../../src/model/fields.ts'
import { textOf } from '../../src/resources/batch-exporter/layout.ts'
import { readAttributes } from '../../src/resources/batch-exporter/attributes.ts'
import { desire, type Configuration } from '../resources/desired.ts'
import { actionsIn, Session } from './session.ts'

/** The process is gone: nothing it does after this counts. */
class Crash extends Error {}

const stream = fc.record({
  path: fc.constantFrom('p', 'q'),
  partitions: fc.constant(1),
  events: fc.nat({ max: 2 }),
})
const exporter = fc.record({
  stream: fc.constantFrom('stream.a', 'stream.b'),
  data_connector: fc.constantFrom('data_connector.a', 'data_connector.b'),
  interval: fc.constantFrom('5s', '60s'),
  path_prefix: fc.constantFrom('x', 'y'),
})
const configuration = fc
  .record(
    {
      'stream.a': stream,
      'stream.b': stream,
      'data_connector.a': fc.constantFrom('out', 'there'),
      'data_connector.b': fc.constantFrom('out', 'there'),
      'batch_exporter.a': exporter,
      'batch_exporter.b': exporter,
    },
    { requiredKeys: [] },
  )
  .map(toConfiguration)
  .filter(isValid)

type Choice = { readonly [address: string]: string | FieldValues | undefined }

function toConfiguration(chosen: Choice): Configuration {
  const resources = Object.entries(chosen).flatMap(([address, value]): [string, { fields: FieldValues }][] => {
    if (value === undefined) return []
    if (typeof value === 'string') return [[address, { fields: { place: { path: value } } }]]
    if (!address.startsWith('stream')) return [[address, { fields: value }]]
    return [[address, { fields: { memory: { path: textOf(value, 'path'), partitions: 1 } } }]]
  })
  return Object.fromEntries(resources)
}

/** References exist, keys cannot meet, and no two streams share a source. */
function isValid(chosen: Configuration): boolean {
  const references = Object.values(chosen).flatMap(({ fields = {} }) => [fields['stream'], fields['data_connector']])
  const exist = references.every((address) => typeof address !== 'string' || address in chosen)
  return exist && desire(chosen, new Session().world.deps()).diagnostics.length === 0
}

/** Crashes at the n-th moment at which something is recorded or done; gives whether it came to that. */
async function applyAndCrash(session: Session, wanted: Configuration, moment: number): Promise<boolean> {
  let left = moment
  let dead = false
  const effect = (): void => {
    dead ||= left-- === 0
    if (dead) throw new Crash('the process was killed')
  }
  session.world.effect = effect
  session.memory.effect = effect
  try {
    await session.apply(wanted)
  } finally {
    session.world.effect = () => undefined
    session.memory.effect = () => undefined
  }
  return dead
}

/** Every ledger outside belongs to a recorded exporter, and the other way round. */
function ledgersAreThoseOfTheState(session: Session): boolean {
  const recorded = [...session.memory.resources.values()].flatMap(
    ({ attributes }) => readAttributes(attributes)?.uid ?? [],
  )
  const outside = [...session.world.topics.values()].flatMap((topic) => [...topic.ledgers.keys()])
  return JSON.stringify(recorded.toSorted()) === JSON.stringify(outside.toSorted())
}

test('a crash at any moment of any apply leaves what the next apply brings to the wanted end, nothing orphaned', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(configuration, fc.nat({ max: 25 })), { minLength: 1, maxLength: 4 }),
      configuration,
      async (history, last) => {
        const session = new Session()
        for (const [wanted, moment] of history) await applyAndCrash(session, wanted, moment)
        const result = await session.apply(last)
        assert.deepEqual(result.diagnostics, [])
        assert.deepEqual(actionsIn(await session.plan(last)), {})
        assert.equal(session.memory.pending.size, 0)
        assert.deepEqual([...session.memory.resources.keys()].toSorted(), Object.keys(last).toSorted())
        assert.ok(ledgersAreThoseOfTheState(session))
        await session.applyPlan(await session.plan(last, true))
        assert.equal(session.memory.resources.size + session.memory.pending.size, 0)
        assert.ok([...session.world.topics.values()].every((topic) => topic.ledgers.size === 0))
      },
    ),
    { numRuns: 300 },
  )
  t.pass()
})

test('apply does exactly the plan: as many additions, changes and deletions as it says, at the addresses it names', async (t) => {
  await fc.assert(
    fc.asyncProperty(configuration, configuration, async (first, second) => {
      const session = new Session()
      await session.apply(first)
      const plan = await session.plan(second)
      const result = await session.applyPlan(plan)
      assert.deepEqual([...result.outcomes.keys()].toSorted(), Object.keys(actionsIn(plan)).toSorted())
      for (const change of plan.changes) {
        const recorded = session.memory.resources.get(change.address)
        assert.deepEqual(recorded?.fields, change.after?.fields)
        assert.deepEqual(recorded?.dependsOn, change.after?.dependsOn)
      }
      await session.applyPlan(await session.plan(second, true))
      assert.equal(session.world.topics.size, 0)
    }),
    { numRuns: 200 },
  )
  t.pass()
})
