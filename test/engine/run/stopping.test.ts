import test from 'ava'
import { SinkError } from '../../../src/model/connector.ts'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import { settle } from '../../memory/fake-clock.ts'
import { DIRECT_LINK } from '../../memory/link.ts'
import type { Link } from '../../memory/link.ts'
import { Kit } from '../kit.ts'

const TIME_LIMIT = new DiagnosedError([{ severity: 'error', code: 'STRM4012', summary: 'Not in time', detail: 'Late' }])

/** A link over which one operation never works. */
function without(broken: string): Link {
  return {
    ...DIRECT_LINK,
    call: (operation, effect) =>
      operation === broken
        ? Promise.reject(new SinkError('unavailable', 'No route'))
        : DIRECT_LINK.call(operation, effect),
  }
}

const endsWith = test.macro({
  exec: async (t, broken: string, signal: 'stop' | 'kill') => {
    const kit = new Kit(1)
    kit.topic.append(0, 'a')
    const running = kit.run({ once: true, world: kit.world(without(broken)) })
    await kit.clock.advance(60_000)
    kit[signal].abort(TIME_LIMIT)
    await settle()
    t.deepEqual(await kit.finish(running), { outcome: 'stopped', incomplete: false })
    t.deepEqual(kit.eventsOf('failed'), [])
  },
  title: (_, broken: string, signal: string) =>
    `runExporter() that gets "${signal}" while "${broken}" fails stops, and never fails with the reason of the signal`,
})

for (const broken of ['describe', 'join', 'read', 'fetch']) test(endsWith, broken, 'stop')
for (const broken of ['describe', 'join', 'read', 'fetch', 'create']) test(endsWith, broken, 'kill')
