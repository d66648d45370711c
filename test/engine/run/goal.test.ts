import test from 'ava'
import { Exporter } from '../../../src/engine/exporter.ts'
import { Goal } from '../../../src/engine/run/goal.ts'
import { settle } from '../../memory/fake-clock.ts'
import { DIRECT_LINK } from '../../memory/link.ts'
import { Kit } from '../kit.ts'

const watched = test.macro(
  async (t, topic: string, { loses, reached }: { readonly loses: boolean; readonly reached: boolean }) => {
    const kit = new Kit(2)
    if (loses) kit.group.entries.clear()
    const stop = new AbortController()
    const exporter = new Exporter(() => kit.job, kit.world(), { stop: stop.signal, kill: stop.signal })
    const goal = new Goal({ topic, partitions: [0, 1].map((partition) => ({ partition, earliest: 0, latest: 0 })) })
    const watching = goal.watch(exporter, kit.group.admin(DIRECT_LINK), stop.signal)
    await settle()
    t.is(exporter.stops.reason?.type === 'goal-reached', reached)
    stop.abort()
    await watching
  },
)

test('a goal of no events is reached at once', watched, 'topic-1', { loses: false, reached: true })
test('a goal is not reached where the ledger is lost', watched, 'topic-1', { loses: true, reached: false })
test('a goal is not reached where the stream was recreated', watched, 'topic-2', { loses: false, reached: false })
