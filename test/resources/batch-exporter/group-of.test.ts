import test from 'ava'
import type { FieldValues } from '../../../src/model/fields.ts'
import type { FieldChange } from '../../../src/model/plan.ts'
import { triple } from '../../apply/configurations.ts'
import { Session } from '../../apply/session.ts'

const withStream = (other: FieldValues): ReturnType<typeof triple> => ({
  ...triple(),
  'stream.demo': { fields: { other } },
})

async function groupIn(session: Session, configuration: ReturnType<typeof triple>): Promise<FieldChange | undefined> {
  const plan = await session.plan(configuration)
  const change = plan.changes.find(({ address }) => address === 'batch_exporter.events')
  return change?.fieldChanges.find(({ path }) => path === 'group')
}

test('a plan shows the name of the group where it was given one', async (t) => {
  t.deepEqual(await groupIn(new Session(), withStream({ topic: 't', group: 'g' })), { path: 'group', after: 'g' })
})

test('a plan says that the group gets a name where it was given none', async (t) => {
  t.deepEqual(await groupIn(new Session(), withStream({ topic: 't' })), { path: 'group', afterUnknown: true })
})

test('a plan tells nothing of groups where the ledger is none', async (t) => {
  t.is(await groupIn(new Session(), triple()), undefined)
})

function groupOf(session: Session): unknown {
  return session.memory.resources.get('batch_exporter.events')?.attributes['group']
}

test('an exporter keeps the group that it was created with', async (t) => {
  const session = new Session()
  await session.apply(withStream({ topic: 't', group: 'g' }))
  t.is(groupOf(session), 'g')
  await session.apply(withStream({ topic: 't', group: 'h' }))
  t.is(groupOf(session), 'g')
})

test('by default the name of a group has the label and the uid', async (t) => {
  const session = new Session()
  await session.apply(withStream({ topic: 't' }))
  t.regex(JSON.stringify(groupOf(session)), /^"strmctl\.events\.id-\d+"$/)
})
