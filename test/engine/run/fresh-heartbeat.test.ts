import test from 'ava'
import { DIRECT_LINK, LinkError, type Link } from '../../memory/link.ts'
import { Kit } from '../kit.ts'

/** A world whose calls are noted; `meddle` comes before each of them. */
function noted(meddle: (operation: string, calls: readonly string[]) => void) {
  const kit = new Kit()
  const calls: string[] = []
  const link: Link = {
    call: async (operation, effect) => {
      calls.push(operation)
      meddle(operation, calls)
      return DIRECT_LINK.call(operation, effect)
    },
    notify: () => undefined,
  }
  kit.topic.append(0, 'a')
  return { kit, calls, run: () => kit.finish(kit.run({ once: true, world: kit.world(link) })) }
}

function timesOf(calls: readonly string[], operation: string): number {
  return calls.filter((call) => call === operation).length
}

test('no attempt to create an object is made without a fresh sign of the membership', async (t) => {
  const { kit, calls, run } = noted((operation, before) => {
    if (operation === 'create' && timesOf(before, 'create') <= 2) throw new LinkError(operation)
  })
  t.is((await run()).outcome, 'done')
  t.is(timesOf(calls, 'create'), 3)
  for (const [index, call] of calls.entries()) if (call === 'create') t.is(calls[index - 1], 'heartbeat')
  t.is(kit.store.created.length, 1)
})

test('who learns so that he is no member any more creates nothing before he has joined again', async (t) => {
  const { kit, calls, run } = noted((operation, before) => {
    if (operation === 'heartbeat' && timesOf(before, 'heartbeat') === 1) kit.group.rebalance()
  })
  t.is((await run()).outcome, 'done')
  t.is(timesOf(calls.slice(0, calls.lastIndexOf('join')), 'create'), 0)
  t.is(timesOf(calls, 'join'), 2)
  t.is(kit.store.created.length, 1)
})
